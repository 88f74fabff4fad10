using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>What others do to the objects of a network, and what of its objects is left from earlier days.</summary>
internal static class ObjectHappenings
{
    private const string Labels = """{"f:metadata":{"f:labels":{"f:app.kubernetes.io/managed-by":{}}}}""";
    private const string Image = """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{"f:image":{}}}}}}}""";
    private const string Sidecar =
        """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"side\"}":{".":{},"f:name":{},"f:image":{}}}}}}}""";

    internal static IEnumerable<Happening> All { get; } =
    [
        new("another controller changes an object", (w, n) => Change(w, n, $"controller-{n % 3}")),
        new("another controller adds a container", (w, n) => Inject(w, n)),
        new("someone removes a field", (w, n) => Some(w, n)?.Remove("data")),
        new("someone deletes an object", (w, n) => w.Cluster.Remove(Key(w, n))),
        new("an object loses its labels", (w, n) => LabelsOf(w, n)?.Remove(ClusterNetworkApi.NetworkLabel)),
        new("an object gets the label of another network", (w, n) => Relabel(w, n, ClusterNetworkApi.NetworkLabel, "another")),
        new("an object gets the label of another addon", (w, n) => Relabel(w, n, ClusterNetworkApi.AddonLabel, "other")),
        new("an object is on its way out", (w, n) => Terminate(Some(w, n))),
        new("an object of ours is left", (w, n) => Leave(w, "v1", "ConfigMap", "net", $"old-{n}")),
        new("a workload of ours is left", (w, n) => Leave(w, "apps/v1", "DaemonSet", "net", $"old-{n}")),
        new("a Namespace of ours is left", (w, n) => Leave(w, "v1", "Namespace", null, $"old-{n}")),
        new("a definition of ours is left", (w, n) =>
            Leave(w, "apiextensions.k8s.io/v1", "CustomResourceDefinition", null, $"old-{n}.test.example")
        ),
        new("an object of another network is there", (w, n) => Leave(w, "v1", "ConfigMap", "net", $"theirs-{n}", network: "another")),
        new("an object of another addon is there", (w, n) => Leave(w, "v1", "ConfigMap", "net", $"others-{n}", addon: "other")),
        new("an object of no addon is there", (w, n) => Unlabelled(w, n, ClusterNetworkApi.AddonLabel)),
        new("an object that another tool manages is there", (w, n) => Unlabelled(w, n, ClusterNetworkApi.ManagedByLabel)),
        new("a leftover is on its way out", (w, n) => Terminate(w.Cluster.Values.ElementAtOrDefault(n))),
        new("the definition is established", (w, _) => Establish(w, "Established", "True")),
        new("the definition's names are taken", (w, _) => Establish(w, "NamesAccepted", "False")),
        new("the definition is not served any more", (w, _) =>
            w.Cluster.GetValueOrDefault(w.Key("CustomResourceDefinition"))?.Remove("status")
        ),
    ];

    private static ObjectKey Key(World w, int n) => w.Objects[n % w.Objects.Count].Key;

    private static JsonObject? Some(World w, int n) => w.Cluster.GetValueOrDefault(Key(w, n));

    private static JsonObject? LabelsOf(World w, int n) => Some(w, n)?["metadata"]!["labels"]?.AsObject();

    internal static void Change(World w, int n, string manager)
    {
        switch (Some(w, n))
        {
            case { } live when live.At("data", "a") is not null:
                live.ChangedBy(manager, """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = $"by {n}");
                break;
            case { } live when live.Items("spec", "template", "spec", "containers").FirstOrDefault() is not null:
                live.ChangedBy(manager, Image, l => l["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"b:{n}");
                break;
            case { } live:
                live.ChangedBy(manager, Labels, l => l["metadata"]!["labels"]![ClusterNetworkApi.ManagedByLabel] = manager);
                break;
        }
    }

    private static void Inject(World w, int n)
    {
        var live = w.Cluster.GetValueOrDefault(w.Key("DaemonSet"));
        if (live?["spec"]?["template"]?["spec"]?["containers"] is JsonArray containers && containers.Count == 1)
            live.ChangedBy("injector", Sidecar, _ => containers.Add(Live.Json($$"""{"name":"side","image":"c:{{n}}"}""")));
    }

    private static void Relabel(World w, int n, string label, string value)
    {
        if (LabelsOf(w, n) is { } labels)
            labels[label] = value;
    }

    private static void Terminate(JsonObject? live)
    {
        if (live is not null)
            live["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
    }

    private static void Leave(
        World w,
        string apiVersion,
        string kind,
        string? ns,
        string name,
        string network = "default",
        string addon = TestAddon.Name
    )
    {
        var left = World.Object(apiVersion, kind, ns, name, network: network, addon: addon);
        w.Cluster[left.Key] = Live.AppliedByUs(left.Json, w.NewUid(left.Key));
    }

    private static void Unlabelled(World w, int n, string label)
    {
        Leave(w, "v1", "ConfigMap", "net", $"{label.Length}-{n}");
        w.Cluster[new ObjectKey("v1", "ConfigMap", "net", $"{label.Length}-{n}")]["metadata"]!["labels"]!.AsObject().Remove(label);
    }

    internal static void Establish(World w, string type, string status)
    {
        if (w.Cluster.GetValueOrDefault(w.Key("CustomResourceDefinition")) is { } live)
            live["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = type,
                        ["status"] = status,
                        ["reason"] = "R",
                        ["message"] = "m",
                    }
                ),
            };
    }
}
