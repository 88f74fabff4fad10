using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Which taints a node's conditions call for (Kubernetes documentation, "Taint nodes by condition").</summary>
internal static class NodeTaints
{
    private const string NotReady = "node.kubernetes.io/not-ready";
    private const string Unreachable = "node.kubernetes.io/unreachable";

    private static readonly HashSet<string> Managed = new(StringComparer.Ordinal)
    {
        NotReady,
        Unreachable,
        "node.kubernetes.io/network-unavailable",
        "node.kubernetes.io/memory-pressure",
        "node.kubernetes.io/disk-pressure",
        "node.kubernetes.io/pid-pressure",
        "node.kubernetes.io/unschedulable",
    };

    /// <summary>The node with the right taints, or null when it has them.</summary>
    public static JsonObject? Update(JsonObject node, DateTimeOffset now)
    {
        var present = node.Items("spec", "taints").ToList();
        var wanted = Wanted(node).ToList();
        var kept = present.Where(t => !Managed.Contains(t.Text("key") ?? "") || wanted.Contains(Id(t))).ToList();
        var missing = wanted.Where(w => !present.Any(t => Id(t) == w)).ToList();
        if (missing.Count == 0 && kept.Count == present.Count)
            return null;
        var update = node.Clone();
        var taints = kept.Select(t => (JsonNode?)t.DeepClone()).Concat(missing.Select(m => (JsonNode?)New(m, now))).ToArray();
        if (taints.Length == 0)
            update.FillMap("spec").Remove("taints");
        else
            update.FillMap("spec")["taints"] = new JsonArray(taints);
        return update;
    }

    private static IEnumerable<(string Key, string Effect)> Wanted(JsonObject node)
    {
        var ready = node.Condition("Ready").Text("status");
        if (ready is null or "False")
        {
            yield return (NotReady, "NoSchedule");
            if (ready is not null)
                yield return (NotReady, "NoExecute");
        }

        if (ready == "Unknown")
        {
            yield return (Unreachable, "NoSchedule");
            yield return (Unreachable, "NoExecute");
        }

        if (node.ConditionIs("NetworkUnavailable", "True"))
            yield return ("node.kubernetes.io/network-unavailable", "NoSchedule");
        if (node.ConditionIs("MemoryPressure", "True"))
            yield return ("node.kubernetes.io/memory-pressure", "NoSchedule");
        if (node.ConditionIs("DiskPressure", "True"))
            yield return ("node.kubernetes.io/disk-pressure", "NoSchedule");
        if (node.ConditionIs("PIDPressure", "True"))
            yield return ("node.kubernetes.io/pid-pressure", "NoSchedule");
        if (node.Flag("spec", "unschedulable"))
            yield return ("node.kubernetes.io/unschedulable", "NoSchedule");
    }

    private static (string, string) Id(JsonObject taint) => (taint.Text("key") ?? "", taint.Text("effect") ?? "");

    private static JsonObject New((string Key, string Effect) taint, DateTimeOffset now)
    {
        var obj = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect };
        // The taint manager counts tolerationSeconds from here.
        if (taint.Effect == "NoExecute")
            obj["timeAdded"] = now.ToApiTime();
        return obj;
    }
}
