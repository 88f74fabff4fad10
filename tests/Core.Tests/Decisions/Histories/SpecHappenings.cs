using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>What people do to the ClusterNetwork, valid or not, and what an upgrade of the operator brings.</summary>
internal static class SpecHappenings
{
    private const string Spec = """{"provider":"test","podNetwork":{"cidrs":["10.244.0.0/16"]}}""";

    internal static IEnumerable<Happening> All { get; } =
    [
        new("the spec is as at the beginning", (w, _) => Reset(w)),
        new("a parameter changes", (w, n) => Set(w, "parameters", $$"""{"a":"{{n}}"}""")),
        new("the MTU changes", (w, n) => Network(w, "mtu", $"{1400 + n}")),
        new("a range is to be avoided", (w, n) => Network(w, "avoid", $$"""["192.0.{{n}}.0/24"]""")),
        new("the pod network is another one", (w, n) => Network(w, "cidrs", $$"""["10.{{n}}.0.0/16"]""")),
        new("the pod network has host bits", (w, _) => Network(w, "cidrs", """["10.244.0.1/16"]""")),
        new("the pod network is a number", (w, _) => Network(w, "cidrs", "7")),
        new("a parameter is unknown", (w, _) => Set(w, "parameters", """{"unknown":1}""")),
        new("a parameter is long", (w, n) => Set(w, "parameters", $$"""{"a":"{{new string('<', 900 * n)}}"}""")),
        new("the provider is unknown", (w, _) => Set(w, "provider", "\"nothing\"")),
        new("a field is unknown", (w, _) => Set(w, "unknown", "true")),
        new("the spec is empty", (w, _) => Write(w, new JsonObject())),
        new("there is no spec", (w, _) => Write(w, null)),
        new("the spec is a text", (w, _) => Write(w, "spec")),
        new("the network is paused", (w, _) => Set(w, "managementState", "\"Paused\"")),
        new("the network is managed", (w, _) => Set(w, "managementState", "\"Managed\"")),
        new("the deletion policy is Remove", (w, _) => Set(w, "deletionPolicy", "\"Remove\"")),
        new("the deletion policy is Retain", (w, _) => Set(w, "deletionPolicy", "\"Retain\"")),
        new("everything is acknowledged", (w, _) =>
            Set(w, "acknowledge", """["render/taken-object","addresses/node-without-cidr","addresses/host-bits","no/such-rule"]""")
        ),
        new("the network is deleted", (w, _) => w.Metadata["deletionTimestamp"] ??= StatusJson.Time(w.Now)),
        new("the annotation of the autoscaler says something", (w, n) =>
            w.Metadata["annotations"] = new JsonObject { [ClusterNetworkApi.MaxNodesAnnotation] = n % 2 == 0 ? $"{n * 100}" : "many" }
        ),
        new("there is an older network", (w, _) => w.Others.Add(Other("older", 2025))),
        new("there is a younger network", (w, _) => w.Others.Add(Other("younger", 2027))),
        new("the other networks go", (w, _) => w.Others.Clear()),
        new("an upgrade renders other content", (w, n) => Render(w, Config(n))),
        new("an upgrade renders one object more", (w, n) => Render(w, World.Object("v1", "ServiceAccount", "net", $"sa-{n}"))),
        new("an upgrade renders one object less", (w, _) =>
            w.Objects.RemoveAll(o => o.Key.Name.StartsWith("sa-", StringComparison.Ordinal))
        ),
    ];

    /// <summary>A world whose objects are of all ranks, with a definition and an object of its kind.</summary>
    internal static World NewWorld()
    {
        var world = new World();
        world.Addon.Descriptor["parameters"]!["properties"]!["a"] = Live.Json("""{"type":"string","default":"1"}""");
        world.Objects.RemoveAll(o => o.Key.Kind is "ConfigMap" or "DaemonSet");
        world.Objects.AddRange([
            Config(0),
            World.Object("v1", "ServiceAccount", "net", "sa-0"),
            World.Object(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                null,
                "pools.test.example",
                """{"spec":{"group":"test.example","scope":"Cluster","names":{"kind":"Pool","plural":"pools"},"versions":[{"name":"v1","served":true}]}}"""
            ),
            World.Object("test.example/v1", "Pool", null, "default"),
            World.Object(
                "apps/v1",
                "DaemonSet",
                "net",
                "ds",
                """{"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"spec":{"containers":[{"name":"main","image":"a:1"}]}}}}"""
            ),
        ]);
        return world;
    }

    // Its content follows the parameter too.
    private static Manifest Config(int n) =>
        World.Object("v1", "ConfigMap", "net", "cfg", $$$"""{"data":{"a":"{{ params.a }}","b":"{{{n}}}"}}""");

    internal static void Reset(World w) => Write(w, Live.Json(Spec));

    private static void Render(World w, Manifest manifest)
    {
        w.Objects.RemoveAll(o => o.Key == manifest.Key);
        w.Objects.Add(manifest);
    }

    private static void Write(World w, JsonNode? spec)
    {
        if (spec is null)
            w.Network.Remove("spec");
        else
            w.Network["spec"] = spec;
        w.Metadata["generation"] = w.Metadata.Number(0, "generation") + 1;
    }

    internal static void Set(World w, string field, string value)
    {
        var spec = w.Network["spec"]?.DeepClone() as JsonObject ?? Live.Json(Spec);
        spec[field] = JsonNode.Parse(value);
        Write(w, spec);
    }

    private static void Network(World w, string field, string value)
    {
        var network =
            w.Network["spec"] is JsonObject spec && spec["podNetwork"] is JsonObject present
                ? (JsonObject)present.DeepClone()
                : Live.Json("""{"cidrs":["10.244.0.0/16"]}""");
        network[field] = JsonNode.Parse(value);
        Set(w, "podNetwork", network.ToJsonString());
    }

    private static NetworkObject Other(string name, int year) =>
        new(Live.Json($$$"""{"metadata":{"name":"{{{name}}}","uid":"{{{name}}}","creationTimestamp":"{{{year}}}-01-01T00:00:00Z"}}"""));
}
