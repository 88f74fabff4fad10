using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class ApplyRequestTests(ContractServers servers) : ContractTest(servers)
{
    private static Task<Answer> Apply(Api api, string path, string spec, string manager = "a", string query = "", string more = "") =>
        api.Patch(
            $"{path}?fieldManager={manager}{query}",
            Api.Apply,
            $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"{{{path.Split('/').First(s => s.StartsWith("w-", StringComparison.Ordinal))}}}"},"spec":{{{spec}}}{{{more}}}}"""
        );

    private static async Task<string> NewPath(Api api) => $"{Widgets.In(await api.NewNamespace())}/w-1";

    [Theory, OnEmbedded, OnReal]
    public async Task A_configuration_that_does_not_fit_the_schema_is_an_error_of_the_server(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        async Task Refused(string spec, string problem)
        {
            var refused = (await Apply(api, path, spec)).Expect(500);
            Assert.Equal($"failed to create typed patch object (/w-1; contract.example.com/v1, Kind=Widget): {problem}", refused.Message);
        }

        await Refused("""{"size":1,"unknown":1}""", ".spec.unknown: field not declared in schema");
        await Refused("""{"size":"x"}""", ".spec.size: expected numeric (int or float), got string");
        await Refused("""{"size":1,"parts":[{"name":"y"},{"name":"y"}]}""", ".spec.parts: duplicate entries for key [name=\"y\"]");
        await Refused("""{"size":1,"tags":["y","y"]}""", ".spec.tags: duplicate entries for key [=\"y\"]");
        await Refused(
            """{"size":1,"parts":[{"value":"y"}]}""",
            ".spec.parts: element 0: associative list with keys has an element that omits all key fields [\"name\"] (and doesn't have default values for any key fields)"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task An_apply_says_what_it_is_about_and_by_whom(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1}""");
        Task<Answer> Send(string body, string query = "?fieldManager=a") => api.Patch(path + query, Api.Apply, body);
        (await Send("{}", "")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"
        );
        (await Send("{}")).Refuses(400, "BadRequest", "invalid object type: /, Kind=");
        (await Send("""{"apiVersion":"foo/v1","kind":"Widget"}""")).Refuses(400, "BadRequest", "invalid object type: foo/v1, Kind=Widget");
        (await Send("[]")).Refuses(
            400,
            "BadRequest",
            "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"
        );
        (await Send("""{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"managedFields":[]}}""")).Refuses(
            400,
            "BadRequest",
            "metadata.managedFields must be nil"
        );
        (await Send("""{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"other"},"spec":{"size":1}}""")).Refuses(
            400,
            "BadRequest",
            "the name of the object (other) does not match the name on the URL (w-1)"
        );
        (await Send("{}", $"?fieldManager={new string('x', 129)}")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes"
        );
        (await Send("{}", "?fieldManager=b%01")).Refuses(
            422,
            "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"b\\x01\": invalid character U+0001 (at position 1)"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Yaml_is_applied_as_well(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        var created = await api.Patch(
            $"{path}?fieldManager=a",
            Api.Apply,
            "apiVersion: contract.example.com/v1\nkind: Widget\nmetadata: {name: w-1}\nspec:\n  size: 3\n"
        );
        Assert.Equal("3", created.Expect(201).At("spec", "size")!.ToString());
        Assert.StartsWith(
            "error decoding YAML: ",
            (await api.Patch($"{path}?fieldManager=a", Api.Apply, "x: [")).Expect(400).Message,
            StringComparison.Ordinal
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_version_in_the_configuration_must_be_the_stored_one(string server)
    {
        var api = await On(server);
        var path = await NewPath(api);
        await Apply(api, path, """{"size":1}""");
        (
            await api.Patch(
                $"{path}?fieldManager=a",
                Api.Apply,
                """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"w-1","resourceVersion":"1"},"spec":{"size":2}}"""
            )
        ).Expect(409);
    }
}
