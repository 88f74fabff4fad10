using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class DiscoveryTests(ContractServers servers) : ContractTest(servers)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    private static JsonNode Resource(Answer list, string name) =>
        list.At("resources")!.AsArray().Single(r => r!["name"]!.ToString() == name)!;

    [Theory, OnEmbedded, OnReal]
    public async Task Groups_list_their_versions(string server)
    {
        var api = await On(server);
        var core = (await api.Get("/api")).Expect(200);
        Assert.Equal(("APIVersions", """["v1"]"""), (core.At("kind")!.ToString(), core.At("versions")!.ToJsonString()));
        var groups = (await api.Get("/apis")).Expect(200).At("groups")!.AsArray();
        var ours = groups.Single(g => g!["name"]!.ToString() == "contract.example.com")!;
        const string version = """{"groupVersion":"contract.example.com/v1","version":"v1"}""";
        Assert.Equal($$"""{"name":"contract.example.com","preferredVersion":{{version}},"versions":[{{version}}]}""", Sorted(ours));
        Assert.Equal(Sorted(ours["versions"]!), Sorted((await api.Get("/apis/contract.example.com")).Expect(200).At("versions")!));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_version_lists_its_resources_and_what_one_can_do_with_them(string server)
    {
        var api = await On(server);
        var list = (await api.Get("/apis/contract.example.com/v1")).Expect(200);
        Assert.Equal("APIResourceList contract.example.com/v1", $"{list.At("kind")} {list.At("groupVersion")}");
        var widgets = Resource(list, "widgets");
        Assert.Equal("""["create","delete","deletecollection","get","list","patch","update","watch"]""", Verbs(widgets));
        widgets.AsObject().Remove("verbs");
        widgets.AsObject().Remove("storageVersionHash");
        Assert.Equal(
            """{"categories":["all"],"kind":"Widget","name":"widgets","namespaced":true,"shortNames":["wd"],"singularName":"widget"}""",
            Sorted(widgets)
        );
        Assert.Equal("""["get","patch","update"]""", Verbs(Resource(list, "widgets/status")));
        Assert.Equal(
            """{"group":"autoscaling","kind":"Scale","name":"widgets/scale","namespaced":true,"singularName":"","verbs":["get","patch","update"],"version":"v1"}""",
            Sorted(Resource(list, "widgets/scale"))
        );
    }

    private static string Verbs(JsonNode resource) =>
        new JsonArray([
            .. resource["verbs"]!.AsArray().Select(v => v!.ToString()).Order(StringComparer.Ordinal).Select(v => JsonValue.Create(v)),
        ]).ToJsonString();

    [Theory, OnEmbedded, OnReal]
    public async Task Built_in_resources_are_described_alike(string server)
    {
        var api = await On(server);
        var core = (await api.Get("/api/v1")).Expect(200);
        Assert.Equal("""["po"]""", Resource(core, "pods")["shortNames"]!.ToJsonString());
        Assert.Equal("namespace", Resource(core, "namespaces")["singularName"]!.ToString());
        Assert.Equal("""["create","delete","get","list","patch","update","watch"]""", Verbs(Resource(core, "namespaces")));
        Assert.Equal("""["create"]""", Verbs(Resource(core, "pods/eviction")));
        var apps = (await api.Get("/apis/apps/v1")).Expect(200);
        var daemons = Resource(apps, "daemonsets");
        Assert.Equal(
            ("DaemonSet", """["ds"]""", """["all"]"""),
            (daemons["kind"]!.ToString(), daemons["shortNames"]!.ToJsonString(), daemons["categories"]!.ToJsonString())
        );
        Assert.Equal("""["get","patch","update"]""", Verbs(Resource(apps, "deployments/scale")));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Aggregated_discovery_tells_all_at_once(string server)
    {
        var api = await On(server);
        var all = (await api.Get("/apis", Aggregated)).Expect(200);
        Assert.Equal(
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
            all.ContentType.Replace(" ", "", StringComparison.Ordinal)
        );
        Assert.Equal(("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2"), (all.At("kind")!.ToString(), all.At("apiVersion")!.ToString()));
        var ours = all.At("items")!.AsArray().Single(g => g!["metadata"]!["name"]!.ToString() == "contract.example.com")!["versions"]![0]!;
        Assert.Equal(("v1", "Current"), (ours["version"]!.ToString(), ours["freshness"]!.ToString()));
        var widgets = ours["resources"]![0]!;
        Assert.Equal(
            ("widgets", "Namespaced", "widget", """{"group":"contract.example.com","kind":"Widget","version":"v1"}"""),
            (
                widgets["resource"]!.ToString(),
                widgets["scope"]!.ToString(),
                widgets["singularResource"]!.ToString(),
                Sorted(widgets["responseKind"]!)
            )
        );
        Assert.Equal(
            "scale status",
            string.Join(' ', widgets["subresources"]!.AsArray().Select(s => s!["subresource"]!.ToString()).Order(StringComparer.Ordinal))
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Aggregated_discovery_that_is_known_is_not_sent_again(string server)
    {
        var api = await On(server);
        var first = (await api.Get("/api", Aggregated)).Expect(200);
        Assert.NotEqual("", first.ETag);
        Assert.Equal("", (await api.GetWith("If-None-Match", first.ETag, "/api", Aggregated)).Expect(304).Text);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_schema_of_a_custom_resource_is_in_OpenAPI(string server)
    {
        var api = await On(server);
        var index = (await api.Get("/openapi/v3")).Expect(200);
        Assert.StartsWith(
            "/openapi/v3/apis/contract.example.com/v1",
            index.At("paths", "apis/contract.example.com/v1", "serverRelativeURL")!.ToString(),
            StringComparison.Ordinal
        );
        var document = (await api.Get("/openapi/v3/apis/contract.example.com/v1")).Expect(200);
        var schemas = document.At("components", "schemas")!.AsObject();
        var widget = schemas
            .Single(s => s.Value!["x-kubernetes-group-version-kind"] is JsonArray kinds && kinds[0]!["kind"]!.ToString() == "Widget")
            .Value!;
        Assert.Equal("integer", widget["properties"]!["spec"]!["properties"]!["size"]!["type"]!.ToString());
        Assert.Contains(
            "/apis/contract.example.com/v1/namespaces/{namespace}/widgets/{name}",
            document.At("paths")!.AsObject().Select(p => p.Key)
        );
        var old = (await api.Get("/openapi/v2")).Expect(200);
        Assert.Equal("2.0", old.At("swagger")!.ToString());
        Assert.NotNull(old.At("definitions", "com.example.contract.v1.Widget"));
        // Built-in types have shorter names on the embedded server; clients find them by their kind.
        Assert.Single(old.At("definitions")!.AsObject(), d =>
            Sorted(d.Value!["x-kubernetes-group-version-kind"] ?? new JsonArray())
            == """[{"group":"apps","kind":"DaemonSet","version":"v1"}]"""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_server_says_its_version_and_that_it_is_well(string server)
    {
        var api = await On(server);
        var version = (await api.Get("/version")).Expect(200);
        Assert.Equal(("1", "36"), (version.At("major")!.ToString(), version.At("minor")!.ToString()));
        Assert.StartsWith("v1.36.", version.At("gitVersion")!.ToString(), StringComparison.Ordinal);
        foreach (var path in new[] { "/healthz", "/livez", "/readyz" })
        {
            var health = (await api.Get(path, "*/*")).Expect(200);
            Assert.Equal(("ok", "text/plain; charset=utf-8"), (health.Text, health.ContentType));
        }
    }
}
