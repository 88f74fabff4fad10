using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class PatchTests(ContractServers servers) : ContractTest(servers)
{
    private const string Rejected = "the server rejected our request due to an error in our request";

    private static async Task<string> Map(Api api)
    {
        var path = ConfigMaps(await api.NewNamespace());
        (await api.Post(path, ConfigMap("a", """{"k":"v"}""", """{"l":"1"}"""))).Expect(201);
        return $"{path}/a";
    }

    private static async Task<string> Widget(Api api)
    {
        var path = Widgets.In(await api.NewNamespace());
        (await api.Post(path, Widgets.Named("a", """{"size":1,"parts":[{"name":"x","value":"1"}]}"""))).Expect(201);
        return $"{path}/a";
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_merge_patch_sets_removes_and_replaces_lists(string server)
    {
        var api = await On(server);
        var path = await Widget(api);
        var patched = (
            await api.Patch(path, Api.Merge, """{"spec":{"size":2,"parts":[{"name":"y"}],"nested":null,"free":{"a":{"b":1}}}}""")
        ).Expect(200);
        Assert.Equal(
            """{"free":{"a":{"b":1}},"mode":"a","nested":{"on":true},"parts":[{"name":"y"}],"size":2}""",
            Sorted(patched.At("spec")!)
        );
        Assert.Equal(
            """{"free":{},"mode":"a","nested":{"on":true},"parts":[{"name":"y"}],"size":2}""",
            Sorted((await api.Patch(path, Api.Merge, """{"spec":{"free":{"a":null}}}""")).At("spec")!)
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_merge_patch_that_is_not_an_object_is_refused(string server)
    {
        var api = await On(server);
        var path = await Map(api);
        (await api.Patch(path, Api.Merge, "[]")).Refuses(
            400,
            "BadRequest",
            "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"
        );
        (await api.Patch(path, Api.Merge, "{")).Refuses(400, "BadRequest", "error decoding patch: unexpected end of JSON input");
        (await api.Patch(path, Api.Merge, "null")).Refuses(400, "BadRequest", "Invalid JSON Patch");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_patch_with_a_version_wants_that_version(string server)
    {
        var api = await On(server);
        foreach (var path in new[] { await Map(api), await Widget(api) })
        {
            var refused = (await api.Patch(path, Api.Merge, """{"metadata":{"resourceVersion":"1","labels":{"x":"y"}}}""")).Expect(409);
            Assert.EndsWith(
                "the object has been modified; please apply your changes to the latest version and try again",
                refused.Message,
                StringComparison.Ordinal
            );
            var version = (await api.Get(path)).ResourceVersion;
            (await api.Patch(path, Api.Merge, $$$$"""{"metadata":{"resourceVersion":"{{{{version}}}}","labels":{"x":"y"}}}""")).Expect(200);
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_patch_cannot_change_what_an_object_is(string server)
    {
        var api = await On(server);
        var path = await Map(api);
        (await api.Patch(path, Api.Merge, """{"metadata":{"name":"b"}}""")).Refuses(
            400,
            "BadRequest",
            "the name of the object (b) does not match the name on the URL (a)"
        );
        (await api.Patch(path, Api.Merge, """{"metadata":{"namespace":"b"}}""")).Refuses(
            400,
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the request"
        );
        (await api.Patch(path, Api.Merge, """{"metadata":{"uid":"x"}}""")).Refuses(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"x\": field is immutable"
        );
        (await api.Patch(path, Api.Merge, """{"metadata":{"deletionTimestamp":"2000-01-01T00:00:00Z"}}""")).Refuses(
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: metadata.deletionTimestamp: Invalid value: \"2000-01-01T00:00:00Z\": field is immutable"
        );
        var kind = (await api.Patch(path, Api.Merge, """{"kind":"Secret","data":null}""")).Expect(422);
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: \"{", kind.Message, StringComparison.Ordinal);
        Assert.EndsWith("}\": converting (v1.Secret) to (core.ConfigMap): unknown conversion", kind.Message, StringComparison.Ordinal);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_patch_cannot_change_what_a_custom_resource_is(string server)
    {
        var api = await On(server);
        var path = await Widget(api);
        (await api.Patch(path, Api.Merge, """{"kind":"Secret"}""")).Refuses(
            422,
            "Invalid",
            "Secret.contract.example.com \"a\" is invalid: kind: Invalid value: \"Secret\": must be Widget"
        );
        (await api.Patch(path, Api.Merge, """{"apiVersion":"x/v1"}""")).Refuses(
            422,
            "Invalid",
            "Widget.x \"a\" is invalid: apiVersion: Invalid value: \"x/v1\": must be contract.example.com/v1"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Unknown_fields_of_a_patch_are_warned_of_or_refused(string server)
    {
        var api = await On(server);
        var path = await Map(api);
        var warned = (await api.Patch(path, Api.Merge, """{"unknown":1}""")).Expect(200);
        Assert.Equal(["299 - \"unknown field \\\"unknown\\\"\""], warned.Warnings);
        var strict = (await api.Patch($"{path}?fieldValidation=Strict", Api.Merge, """{"unknown":1}""")).Expect(422);
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: ", strict.Message, StringComparison.Ordinal);
        Assert.EndsWith(": strict decoding error: unknown field \"unknown\"", strict.Message, StringComparison.Ordinal);
        (await api.Patch($"{path}?fieldValidation=Foo", Api.Merge, """{"unknown":1}""")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Foo\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_JSON_patch_is_carried_out_in_order(string server)
    {
        var api = await On(server);
        var path = await Map(api);
        const string operations = """
            [{"op":"test","path":"/data/k","value":"v"},{"op":"add","path":"/data/a~1b","value":"1"},{"op":"replace","path":"/metadata/labels/l","value":"2"}]
            """;
        (await api.Patch(path, Api.JsonPatch, operations.Replace("a~1b", "a.b", StringComparison.Ordinal))).Expect(200);
        var moved = (
            await api.Patch(
                path,
                Api.JsonPatch,
                """[{"op":"move","from":"/data/k","path":"/data/m"},{"op":"copy","from":"/data/m","path":"/data/c"},{"op":"remove","path":"/metadata/labels"}]"""
            )
        ).Expect(200);
        Assert.Equal("""{"a.b":"1","c":"v","m":"v"}""", Sorted(moved.At("data")!));
        Assert.Null(moved.At("metadata", "labels"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_JSON_patch_whose_test_fails_changes_nothing_and_does_not_say_why(string server)
    {
        var api = await On(server);
        foreach (var path in new[] { await Map(api), await Widget(api) })
        {
            var before = await api.Get(path);
            foreach (
                var operation in new[]
                {
                    """{"op":"test","path":"/metadata/name","value":"z"}""",
                    """{"op":"remove","path":"/nope"}""",
                    """{"op":"add","path":"/a/b/c","value":1}""",
                    """{"op":"foo","path":"/a"}""",
                    """{"op":"add"}""",
                    """{"op":"add","path":"nope","value":1}""",
                    """{"op":"move","from":"/nope","path":"/x"}""",
                }
            )
                (
                    await api.Patch(path, Api.JsonPatch, $$$"""[{"op":"add","path":"/metadata/annotations","value":{}},{{{operation}}}]""")
                ).Refuses(422, "Invalid", Rejected);
            Assert.Equal(before.Text, (await api.Get(path)).Text);
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_JSON_patch_is_a_list_of_at_most_10000_operations(string server)
    {
        var api = await On(server);
        var path = await Map(api);
        (await api.Patch(path, Api.JsonPatch, "{}")).Refuses(
            400,
            "BadRequest",
            "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"
        );
        (await api.Patch(path, Api.JsonPatch, "[5]")).Refuses(
            400,
            "BadRequest",
            "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp"
        );
        var many = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/metadata/name","value":"a"}""", 10_001));
        (await api.Patch(path, Api.JsonPatch, $"[{many}]")).Refuses(
            413,
            "RequestEntityTooLarge",
            "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_patch_of_an_unknown_type_is_refused(string server)
    {
        var api = await On(server);
        var widget = await Widget(api);
        const string custom =
            "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";
        foreach (var type in new[] { Api.Strategic, Api.Json })
            (await api.Patch(widget, type, "{}")).Refuses(415, "UnsupportedMediaType", custom);
        (await api.Patch(await Map(api), Api.Json, "{}")).Refuses(415, "UnsupportedMediaType", "415: Unsupported Media Type");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Only_an_apply_can_be_forced(string server)
    {
        var api = await On(server);
        (await api.Patch($"{await Map(api)}?force=true", Api.Merge, "{}")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch"
        );
    }
}
