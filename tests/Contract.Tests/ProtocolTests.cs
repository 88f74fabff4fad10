using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class ProtocolTests(ContractServers servers) : ContractTest(servers)
{
    private const string NoResource = "the server could not find the requested resource";
    private const string NoMethod = "the server does not allow this method on the requested resource";
    private const string GoStruct =
        "Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

    [Theory, OnEmbedded, OnReal]
    public async Task Unknown_resources_of_built_in_groups_are_a_Status(string server)
    {
        var api = await On(server);
        foreach (
            var path in new[]
            {
                "/api/v1/namespaces/default/nothings",
                "/api/v2",
                "/apis/apps/v9",
                "/apis/apps/v9/daemonsets",
                "/api/v1/configmaps/a",
            }
        )
            (await api.Get(path)).Refuses(404, "NotFound", NoResource);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Unknown_groups_and_paths_are_a_page(string server)
    {
        var api = await On(server);
        foreach (
            var path in new[]
            {
                "/nope",
                "/apis/nope.example.com",
                "/apis/nope.example.com/v1/things",
                "/apis/contract.example.com/v2/widgets",
                "/apis/contract.example.com/v1/gadgets",
                "/apis/contract.example.com/v1/namespaces/default/gadgets/x",
            }
        )
        {
            var missing = (await api.Get(path)).Expect(404);
            Assert.Equal(("404 page not found\n", "text/plain; charset=utf-8"), (missing.Text, missing.ContentType));
        }
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Methods_that_a_path_does_not_have_are_refused(string server)
    {
        var api = await On(server);
        var path = ConfigMaps("default");
        (await api.Post($"{path}/a", ConfigMap("a"))).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Put(path, new System.Text.Json.Nodes.JsonObject())).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Patch(path, Api.Merge, "{}")).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Post("/api/v1/configmaps", ConfigMap("a"))).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Get("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Send(HttpMethod.Options, path, null, Api.Json, Api.Json)).Refuses(405, "MethodNotAllowed", NoMethod);
        (await api.Send(HttpMethod.Head, path, null, Api.Json, Api.Json)).Expect(405);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Custom_resources_want_a_name_for_an_update(string server)
    {
        var api = await On(server);
        var path = Widgets.In("default");
        (await api.Put(path, new System.Text.Json.Nodes.JsonObject())).Refuses(400, "BadRequest", "name must be provided");
        (await api.Patch(path, Api.Merge, "{}")).Refuses(400, "BadRequest", "name must be provided");
        Assert.Equal(
            "404 page not found\n",
            (await api.Post("/apis/contract.example.com/v1/widgets", Widgets.Named("a", """{"size":1}"""))).Expect(404).Text
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_format_that_cannot_be_served_is_not_acceptable(string server)
    {
        var api = await On(server);
        foreach (
            var accept in new[]
            {
                "text/html",
                "application/json;as=Foo;v=v1;g=meta.k8s.io",
                "application/json;as=Table;v=v9;g=meta.k8s.io",
            }
        )
        {
            var refused = (await api.Get(Widgets.In("default"), accept)).Expect(406);
            Assert.Equal("NotAcceptable", refused.Reason);
            // What else is offered differs: the embedded server speaks JSON alone.
            Assert.StartsWith("only the following media types are accepted: application/json", refused.Message, StringComparison.Ordinal);
        }

        (await api.Get(Widgets.In("default"), "text/plain, */*;q=0.1")).Expect(200);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_body_of_another_type_is_refused(string server)
    {
        var api = await On(server);
        foreach (var type in new[] { "text/html", "text/plain", "application/foo" })
        {
            var refused = (await api.Send(HttpMethod.Post, ConfigMaps("default"), ConfigMap("z"), type, Api.Json)).Expect(415);
            Assert.Equal("UnsupportedMediaType", refused.Reason);
            Assert.StartsWith(
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml",
                refused.Message,
                StringComparison.Ordinal
            );
        }

        var yaml = await api.Send(
            HttpMethod.Post,
            $"{ConfigMaps("default")}?dryRun=All",
            "metadata:\n  name: yaml\ndata:\n  k: v\n",
            "application/yaml",
            Api.Json
        );
        Assert.Equal("v", yaml.Expect(201).At("data", "k")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_body_that_is_not_JSON_is_shown_with_what_is_wrong(string server)
    {
        var api = await On(server);
        async Task Refused(string body, string problem) =>
            (await api.Post(ConfigMaps("default"), body)).Refuses(
                400,
                "BadRequest",
                $"the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: {problem}"
            );
        await Refused("{", "unexpected end of JSON input ({)");
        await Refused("", "unexpected end of JSON input (<empty>)");
        await Refused("""{"a":}""", """invalid character '}' looking for beginning of value ({"a":})""");
        await Refused("""{"a" 1}""", """invalid character '1' after object key ({"a" 1})""");
        await Refused("""{"a":1 "b":2}""", """invalid character '"' after object key:value pair ({"a":1 "b":2})""");
        await Refused("""{a:1}""", """invalid character 'a' looking for beginning of object key string ({a:1})""");
        await Refused("""{"a":tru}""", """invalid character '}' in literal true (expecting 'e') ({"a":tru})""");
        await Refused("""{"a":01}""", """invalid character '1' after object key:value pair ({"a":01})""");
        await Refused("""{"a":"\x"}""", """invalid character 'x' in string escape code ({"a":"\x"})""");
        await Refused("""{"a":[1 2]}""", """invalid character '2' after array element ({"a":[1 2]})""");
        await Refused("{} trailing", "invalid character 't' after top-level value ({} trailing)");
        await Refused("x: y", "invalid character 'x' looking for beginning of value (783a2079)");
        await Refused("[]", $"json: cannot unmarshal array into {GoStruct} (5b5d)");
        await Refused(
            $$"""{"a":"{{new string('x', 40)}}" 1}""",
            $$"""invalid character '1' after object key:value pair ({"a":"{{new string('x', 24)}} ...)"""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_built_in_object_of_another_kind_is_refused(string server)
    {
        var api = await On(server);
        async Task Refused(string apiVersion, string kind, string message) =>
            (
                await api.Post(
                    ConfigMaps("default"),
                    $$$"""{"apiVersion":"{{{apiVersion}}}","kind":"{{{kind}}}","metadata":{"name":"q"}}"""
                )
            ).Refuses(400, "BadRequest", message);
        await Refused(
            "v1",
            "Secret",
            "Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion"
        );
        await Refused(
            "apps/v1",
            "DaemonSet",
            "DaemonSet in version \"v1\" cannot be handled as a ConfigMap: converting (v1.DaemonSet) to (core.ConfigMap): unknown conversion"
        );
        await Refused(
            "foo/v2",
            "Foo",
            "Foo in version \"v2\" cannot be handled as a ConfigMap: no kind \"Foo\" is registered for version \"foo/v2\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_custom_resource_of_another_kind_is_refused(string server)
    {
        var api = await On(server);
        Task<Answer> Post(string body) => api.Post(Widgets.In("default"), body);
        (await Post("{}")).Refuses(
            400,
            "BadRequest",
            "the object provided is unrecognized (must be of type Widget): Object 'Kind' is missing in '{}' ({})"
        );
        (await Post("""{"apiVersion":"contract.example.com/v2","kind":"Widget","metadata":{"name":"q"}}""")).Refuses(
            400,
            "BadRequest",
            "the API version in the data (contract.example.com/v2) does not match the expected API version (contract.example.com/v1)"
        );
        (await Post("""{"apiVersion":"contract.example.com/v1","kind":"Gadget","metadata":{"name":"q"}}""")).Refuses(
            422,
            "Invalid",
            "Gadget.contract.example.com \"q\" is invalid: kind: Invalid value: \"Gadget\": must be Widget"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_value_of_the_wrong_type_is_named(string server)
    {
        var api = await On(server);
        async Task Refused(string rest, string problem) =>
            (await api.Post(ConfigMaps("default"), $"{{{rest}}}")).Refuses(
                400,
                "BadRequest",
                $"ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal {problem}"
            );
        await Refused("""  "metadata":{"name":"q"},"data":{"a":1}""", "number into Go struct field ConfigMap.data of type string");
        await Refused(""" "metadata":5""", "number into Go struct field ConfigMap.metadata of type v1.ObjectMeta");
        await Refused(""" "metadata":{"name":5}""", "number into Go struct field ObjectMeta.metadata.name of type string");
        await Refused(
            """ "metadata":{"name":"q","labels":{"a":1}}""",
            "number into Go struct field ObjectMeta.metadata.labels of type string"
        );
        (
            await api.Post(
                Widgets.In("default"),
                """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"q","labels":{"a":1}},"spec":{"size":1}}"""
            )
        ).Refuses(
            400,
            "BadRequest",
            "Widget in version \"v1\" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string"
        );
        (
            await api.Post(
                Widgets.In("default"),
                """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":5,"spec":{"size":1}}"""
            )
        ).Refuses(
            400,
            "BadRequest",
            "Widget in version \"v1\" cannot be handled as a Widget: json: cannot unmarshal number into Go value of type v1.ObjectMeta"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_namespace_in_the_body_is_the_one_in_the_path(string server)
    {
        var api = await On(server);
        const string message = "the namespace of the provided object does not match the namespace sent on the request";
        (await api.Post(ConfigMaps("default"), """{"metadata":{"name":"a","namespace":"other"}}""")).Refuses(400, "BadRequest", message);
        (
            await api.Post(
                Widgets.In("default"),
                """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a","namespace":"other"},"spec":{"size":1}}"""
            )
        ).Refuses(400, "BadRequest", message);
    }
}
