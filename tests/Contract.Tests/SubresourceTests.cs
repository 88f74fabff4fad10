using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class SubresourceTests(ContractServers servers) : ContractTest(servers)
{
    private static string Scale(string name, string spec, string metadata = "") =>
        $$$"""{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"{{{name}}}"{{{metadata}}}},"spec":{{{spec}}}}""";

    private static Task<Answer> PutScale(Api api, string path, string body) => api.Put($"{path}/scale", JsonNode.Parse(body)!);

    [Theory, OnEmbedded, OnReal]
    public async Task The_status_of_a_new_object_is_ignored(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = await api.Post(
            Widgets.In(ns),
            $$$"""{"apiVersion":"{{{Widgets.ApiVersion}}}","kind":"Widget","metadata":{"name":"a"},"spec":{"size":1},"status":{"size":3}}"""
        );
        Assert.Null(created.Expect(201).At("status"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_object_itself_ignores_status(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var created = await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        var patched = (await api.Patch($"{Widgets.In(ns)}/a", Api.Merge, """{"status":{"size":9}}""")).Expect(200);
        Assert.Null(patched.At("status"));
        Assert.Equal(created.ResourceVersion, patched.ResourceVersion);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_status_endpoint_writes_status_alone(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        var patched = (
            await api.Patch(
                $"{Widgets.In(ns)}/a/status",
                Api.Merge,
                """{"status":{"size":9},"spec":{"size":50},"metadata":{"labels":{"s":"1"},"annotations":{"a":"b"},"finalizers":["x/y"]}}"""
            )
        ).Expect(200);
        Assert.Equal("9", patched.At("status", "size")!.ToString());
        Assert.Equal("1", patched.At("spec", "size")!.ToString());
        foreach (var field in new[] { "labels", "annotations", "finalizers" })
            Assert.Null(patched.At("metadata", field));
        Assert.Equal(patched.Text, (await api.Get($"{Widgets.In(ns)}/a/status")).Text);
        Assert.EndsWith("contract Update/status {\"f:status\":{\".\":{},\"f:size\":{}}}", patched.Owners, StringComparison.Ordinal);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_status_of_built_in_kinds_may_bring_labels_along(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(DaemonSets(ns), DaemonSet("a"));
        var patched = (
            await api.Patch(
                $"{DaemonSets(ns)}/a/status",
                Api.Merge,
                """{"status":{"numberReady":2},"spec":{"minReadySeconds":5},"metadata":{"labels":{"s":"1"}}}"""
            )
        ).Expect(200);
        Assert.Equal("2", patched.At("status", "numberReady")!.ToString());
        Assert.Null(patched.At("spec", "minReadySeconds"));
        Assert.Equal("1", patched.At("metadata", "labels", "s")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Scale_shows_and_sets_the_number_of_replicas(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var path = $"{Widgets.In(ns)}/a";
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        await api.Patch($"{path}/status", Api.Merge, """{"status":{"size":4}}""");
        var scale = (await api.Get($"{path}/scale")).Expect(200);
        Assert.Equal(("Scale", "autoscaling/v1"), (scale.At("kind")!.ToString(), scale.At("apiVersion")!.ToString()));
        Assert.Equal(("""{"replicas":1}""", """{"replicas":4}"""), (scale.At("spec")!.ToJsonString(), scale.At("status")!.ToJsonString()));
        (await api.Patch($"{path}/scale", Api.Merge, """{"spec":{"replicas":5}}""")).Expect(200);
        var scaled = await api.Get(path);
        Assert.Equal("5", scaled.At("spec", "size")!.ToString());
        Assert.Contains("contract Update/scale {\"f:spec\":{\"f:size\":{}}}", scaled.Owners, StringComparison.Ordinal);
        (await PutScale(api, path, Scale("a", """{"replicas":7}"""))).Expect(200);
        Assert.Equal("7", (await api.Get(path)).At("spec", "size")!.ToString());
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Scale_is_judged_by_the_object_it_leads_to(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        var path = $"{Widgets.In(ns)}/a";
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        (await PutScale(api, path, Scale("a", """{"replicas":200}"""))).Refuses(
            422,
            "Invalid",
            "Widget.contract.example.com \"a\" is invalid: spec: Invalid value: size must be under 100"
        );
        (await PutScale(api, path, Scale("a", """{"replicas":-1}"""))).Refuses(
            422,
            "Invalid",
            "Widget.contract.example.com \"a\" is invalid: [spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 1, "
                + ".spec.size: Invalid value: -1: should be a non-negative integer]"
        );
        (await PutScale(api, path, Scale("b", """{"replicas":7}"""))).Refuses(
            400,
            "BadRequest",
            "the name of the object (b) does not match the name on the URL (a)"
        );
        (await PutScale(api, path, Scale("a", """{"replicas":7}""", ",\"resourceVersion\":\"1\""))).Expect(409);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Subresources_of_what_does_not_exist_are_not_found(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a"));
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        (await api.Get($"{Widgets.In(ns)}/nope/scale")).Refuses(404, "NotFound", "widgets.contract.example.com \"nope\" not found");
        (await api.Get($"{Widgets.In(ns)}/nope/status")).Refuses(404, "NotFound", "widgets.contract.example.com \"nope\" not found");
        (await api.Get($"{ConfigMaps(ns)}/a/status")).Refuses(404, "NotFound", "the server could not find the requested resource");
        (await api.Patch($"{Widgets.In(ns)}/a/other", Api.Merge, "{}")).Refuses(
            404,
            "NotFound",
            "widgets.contract.example.com \"a\" not found"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_status_is_neither_created_nor_deleted(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(Widgets.In(ns), Widgets.Named("a", """{"size":1}"""));
        (await api.Post($"{Widgets.In(ns)}/a/status", Widgets.Named("a", """{"size":1}"""))).Refuses(
            405,
            "MethodNotAllowed",
            "create is not supported on resources of kind \"widgets.contract.example.com\""
        );
        (await api.Delete($"{Widgets.In(ns)}/a/status")).Refuses(
            405,
            "MethodNotAllowed",
            "delete is not supported on resources of kind \"widgets.contract.example.com\""
        );
    }
}
