using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Controllers;

/// <summary>What makes a DaemonSet's pod different: it is pinned to its node and tolerates what nodes go through.</summary>
internal static class DaemonPods
{
    private static readonly (string Key, string Effect)[] Always =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"),
        ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"),
        ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"),
        ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    /// <summary>The tolerations that the controller adds (Kubernetes documentation, DaemonSet, "Taints and tolerations").</summary>
    public static IEnumerable<JsonObject> Tolerations(bool hostNetwork) =>
        (hostNetwork ? Always.Append(("node.kubernetes.io/network-unavailable", "NoSchedule")) : Always).Select(t => new JsonObject
        {
            ["key"] = t.Item1,
            ["operator"] = "Exists",
            ["effect"] = t.Item2,
        });

    /// <summary>Binds a pod to a node by affinity, so that the scheduler places it.</summary>
    public static void Pin(JsonObject pod, string node)
    {
        var spec = pod.FillMap("spec");
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        foreach (var toleration in Tolerations(spec.Flag("hostNetwork")))
        {
            if (!tolerations.Any(t => JsonNode.DeepEquals(t, toleration)))
                tolerations.Add((JsonNode)toleration);
        }

        var field = new JsonObject
        {
            ["key"] = "metadata.name",
            ["operator"] = "In",
            ["values"] = new JsonArray((JsonNode)node),
        };
        spec.FillMap("affinity").FillMap("nodeAffinity")["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject { ["matchFields"] = new JsonArray(field) }),
        };
    }

    /// <summary>The node that a daemon pod runs on or is meant for.</summary>
    public static string? NodeOf(JsonObject pod) =>
        pod.Text("spec", "nodeName")
        ?? pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .SelectMany(t => t.Items("matchFields"))
            .SelectMany(f => f.Texts("values"))
            .FirstOrDefault();
}
