using System.Runtime.CompilerServices;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class CustomResourceTests(ContractServers servers) : ContractTest(servers)
{
    private const string Skipped =
        "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    private const string Schema = """
        {"type":"object","properties":{"spec":{"type":"object","required":["name"],"properties":{
          "name":{"type":"string","minLength":2,"maxLength":4,"pattern":"^[a-z]+$"},
          "num":{"type":"integer","format":"int32","minimum":1,"maximum":10,"multipleOf":2},
          "e":{"type":"string","enum":["x","y"]},"b":{"type":"boolean"},
          "l":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}},
          "m":{"type":"object","additionalProperties":{"type":"integer"},"maxProperties":2},
          "i":{"x-kubernetes-int-or-string":true},"n":{"type":"string","nullable":true},"d":{"type":"string","default":"dd"},
          "cidr":{"type":"string","format":"cidr"},"set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
          "o":{"type":"object","oneOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"type":"string"},"b":{"type":"string"}}}},
         "x-kubernetes-validations":[
          {"rule":"!has(self.num) || self.num < 9","message":"num is too large","reason":"FieldValueForbidden","fieldPath":".num"},
          {"rule":"self.name == oldSelf.name","message":"name is immutable"},{"rule":"!has(self.b) || self.b"}]},
         "status":{"type":"object","properties":{"x":{"type":"string","default":"sd"}}}}}
        """;

    private static int _kinds;

    private static string Definition(string plural, string schema = Schema) =>
        $$$"""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{{plural}}}.crd.example.com"},
             "spec":{"group":"crd.example.com","scope":"Namespaced","names":{"plural":"{{{plural}}}","kind":"K{{{plural}}}"},
              "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{{{schema}}} }}]}}
            """;

    private static string Body(string plural, string spec, string name = "x", string more = "") =>
        $$$"""{"apiVersion":"crd.example.com/v1","kind":"K{{{plural}}}","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}{{{more}}} }""";

    private static readonly ConditionalWeakTable<Api, Task<string>> Shared = [];

    /// <summary>The definition that all tests of a server share, and a namespace of the test's own.</summary>
    private static async Task<(string Plural, string Path)> Use(Api api)
    {
        var plural = await Shared.GetValue(api, async a => (await Install(a)).Plural);
        return (plural, $"/apis/crd.example.com/v1/namespaces/{await api.NewNamespace()}/{plural}");
    }

    private static async Task<(string Plural, string Path)> Install(Api api)
    {
        var plural = $"k{Interlocked.Increment(ref _kinds)}s";
        var path = $"/apis/crd.example.com/v1/namespaces/{await api.NewNamespace()}/{plural}";
        (await api.Post(Widgets.Definitions, Definition(plural))).Expect(201);
        await Widgets.WaitUntilServedAsync(api, path);
        return (plural, path);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_definition_is_established_and_its_names_accepted(string server)
    {
        var api = await On(server);
        var (plural, _) = await Use(api);
        var definition = (await api.Get($"{Widgets.Definitions}/{plural}.crd.example.com")).Expect(200);
        var conditions = definition
            .At("status", "conditions")!
            .AsArray()
            .ToDictionary(c => c!["type"]!.ToString(), c => $"{c!["status"]} {c["reason"]}: {c["message"]}");
        Assert.Equal("True NoConflicts: no conflicts found", conditions["NamesAccepted"]);
        Assert.Equal("True InitialNamesAccepted: the initial names have been accepted", conditions["Established"]);
        Assert.Equal("""["v1"]""", definition.At("status", "storedVersions")!.ToJsonString());
        Assert.Equal(
            $$"""{"kind":"K{{plural}}","listKind":"K{{plural}}List","plural":"{{plural}}","singular":"k{{plural}}"}""",
            Sorted(definition.At("status", "acceptedNames")!)
        );
        Assert.Equal(Sorted(definition.At("status", "acceptedNames")!), Sorted(definition.At("spec", "names")!));
        Assert.Equal("""{"strategy":"None"}""", definition.At("spec", "conversion")!.ToJsonString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Defaults_are_filled_in_and_unknown_fields_pruned(string server)
    {
        var api = await On(server);
        var (plural, path) = await Use(api);
        var created = (
            await api.Post(path, Body(plural, """{"name":"ok","unknown":1,"n":null}""", "x", ",\"foo\":1,\"status\":{\"x\":\"1\"}"))
        ).Expect(201);
        Assert.Equal("""{"d":"dd","n":null,"name":"ok"}""", Sorted(created.At("spec")!));
        Assert.Null(created.At("foo"));
        Assert.Null(created.At("status"));
        Assert.Equal(
            ["299 - \"unknown field \\\"foo\\\"\"", "299 - \"unknown field \\\"spec.unknown\\\"\""],
            string.Join(", ", created.Warnings).Split(", ").Order(StringComparer.Ordinal)
        );
        Assert.Equal("sd", (await api.Patch($"{path}/x/status", Api.Merge, """{"status":{}}""")).Expect(200).At("status", "x")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Unknown_and_repeated_fields_are_errors_under_strict_validation(string server)
    {
        var api = await On(server);
        var (plural, path) = await Use(api);
        (await api.Post($"{path}?fieldValidation=Strict", Body(plural, """{"name":"ok","unknown":1}"""))).Refuses(
            400,
            "BadRequest",
            $"K{plural} in version \"v1\" cannot be handled as a K{plural}: strict decoding error: unknown field \"spec.unknown\""
        );
        (await api.Post($"{path}?fieldValidation=Strict", Body(plural, """{"name":"ok","name":"no"}"""))).Refuses(
            400,
            "BadRequest",
            $"K{plural} in version \"v1\" cannot be handled as a K{plural}: strict decoding error: duplicate field \"spec.name\""
        );
        Assert.Empty(
            (await api.Post($"{path}?fieldValidation=Ignore", Body(plural, """{"name":"ok","unknown":1}"""))).Expect(201).Warnings
        );
        (await api.Post($"{path}?fieldValidation=Foo", Body(plural, """{"name":"ok"}"""))).Refuses(
            422,
            "Invalid",
            "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Foo\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Values_are_judged_by_the_schema(string server)
    {
        var api = await On(server);
        var (plural, path) = await Use(api);
        async Task Refused(string spec, string problem) =>
            (await api.Post($"{path}?dryRun=All", Body(plural, spec))).Refuses(
                422,
                "Invalid",
                $"K{plural}.crd.example.com \"x\" is invalid: {problem}"
            );
        await Refused("{}", $"[spec.name: Required value, {Skipped}]");
        await Refused("""{"name":"a"}""", "spec.name: Invalid value: \"a\": spec.name in body should be at least 2 chars long");
        await Refused("""{"name":"abcde"}""", $"[spec.name: Too long: may not be more than 4 bytes, {Skipped}]");
        await Refused("""{"name":"A1"}""", "spec.name: Invalid value: \"A1\": spec.name in body should match '^[a-z]+$'");
        await Refused(
            """{"name":5}""",
            $"[spec.name: Invalid value: \"integer\": spec.name in body must be of type string: \"integer\", {Skipped}]"
        );
        await Refused("""{"name":"ok","num":0}""", "spec.num: Invalid value: 0: spec.num in body should be greater than or equal to 1");
        await Refused("""{"name":"ok","num":3}""", "spec.num: Invalid value: 3: spec.num in body should be a multiple of 2");
        await Refused(
            """{"name":"ok","num":"x"}""",
            $"[spec.num: Invalid value: \"string\": spec.num in body must be of type integer: \"string\", {Skipped}]"
        );
        await Refused("""{"name":"ok","e":"z"}""", $"[spec.e: Unsupported value: \"z\": supported values: \"x\", \"y\", {Skipped}]");
        await Refused("""{"name":"ok","l":[]}""", "spec.l: Invalid value: 0: spec.l in body should have at least 1 items");
        await Refused("""{"name":"ok","l":["a","b","c"]}""", $"[spec.l: Too many: 3: must have at most 2 items, {Skipped}]");
        await Refused("""{"name":"ok","m":{"a":1,"b":2,"c":3}}""", $"[spec.m: Too many: 3: must have at most 2 items, {Skipped}]");
        await Refused(
            """{"name":"ok","m":{"a":"x"}}""",
            $"[spec.m.a: Invalid value: \"string\": spec.m.a in body must be of type integer: \"string\", {Skipped}]"
        );
        await Refused(
            """{"name":"ok","cidr":"x"}""",
            $"[spec.cidr: Invalid value: \"x\": spec.cidr in body must be of type cidr: \"x\", {Skipped}]"
        );
        await Refused("""{"name":"ok","set":["a","a"]}""", "spec.set[1]: Duplicate value: \"a\"");
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Rules_are_asked_with_their_messages_reasons_and_paths(string server)
    {
        var api = await On(server);
        var (plural, path) = await Use(api);
        var forbidden = (await api.Post(path, Body(plural, """{"name":"ok","num":10}"""))).Refuses(
            422,
            "Invalid",
            $"K{plural}.crd.example.com \"x\" is invalid: spec.num: Forbidden: num is too large"
        );
        Assert.Equal(
            """[{"reason":"FieldValueForbidden","message":"Forbidden: num is too large","field":"spec.num"}]""",
            forbidden.At("details", "causes")!.ToJsonString()
        );
        (await api.Post(path, Body(plural, """{"name":"ok","b":false}"""))).Refuses(
            422,
            "Invalid",
            $"K{plural}.crd.example.com \"x\" is invalid: spec: Invalid value: failed rule: !has(self.b) || self.b"
        );
        (await api.Post(path, Body(plural, """{"name":"ok"}"""))).Expect(201);
        (await api.Patch($"{path}/x", Api.Merge, """{"spec":{"name":"no"}}""")).Refuses(
            422,
            "Invalid",
            $"K{plural}.crd.example.com \"x\" is invalid: spec: Invalid value: name is immutable"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_bad_definition_is_refused(string server)
    {
        var api = await On(server);
        async Task Refused(string schema, string problem) =>
            (await api.Post(Widgets.Definitions, Definition("bads", schema))).Refuses(
                422,
                "Invalid",
                $"CustomResourceDefinition.apiextensions.k8s.io \"bads.crd.example.com\" is invalid: {problem}"
            );
        const string root = "spec.validation.openAPIV3Schema";
        await Refused(
            """{"type":"object","properties":{"spec":{}}}""",
            $"{root}.properties[spec].type: Required value: must not be empty for specified object fields"
        );
        await Refused(
            """{"type":"object","properties":{"spec":{"type":"array"}}}""",
            $"{root}.properties[spec].items: Required value: must be specified"
        );
        (await api.Post(Widgets.Definitions, Definition("bads").Replace("bads.crd", "wrong.crd", StringComparison.Ordinal))).Refuses(
            422,
            "Invalid",
            "CustomResourceDefinition.apiextensions.k8s.io \"wrong.crd.example.com\" is invalid: metadata.name: Invalid value: \"wrong.crd.example.com\": "
                + "must be spec.names.plural+\".\"+spec.group"
        );
        (await api.Post(Widgets.Definitions, Definition("bads").Replace("Namespaced", "Foo", StringComparison.Ordinal))).Refuses(
            422,
            "Invalid",
            "CustomResourceDefinition.apiextensions.k8s.io \"bads.crd.example.com\" is invalid: spec.scope: Unsupported value: \"Foo\": supported values: \"Cluster\", \"Namespaced\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Objects_go_with_their_definition(string server)
    {
        var api = await On(server);
        var (plural, path) = await Install(api);
        await api.Post(path, Body(plural, """{"name":"ok"}"""));
        (await api.Delete($"{Widgets.Definitions}/{plural}.crd.example.com")).Expect(200);
        for (var i = 0; i < 100 && (await api.Get($"{Widgets.Definitions}/{plural}.crd.example.com")).Status != 404; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        (await api.Get($"{Widgets.Definitions}/{plural}.crd.example.com")).Refuses(
            404,
            "NotFound",
            $"customresourcedefinitions.apiextensions.k8s.io \"{plural}.crd.example.com\" not found"
        );
        for (var i = 0; i < 100 && (await api.Get(path)).Status != 404; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Assert.Equal("404 page not found\n", (await api.Get(path)).Expect(404).Text);
    }
}
