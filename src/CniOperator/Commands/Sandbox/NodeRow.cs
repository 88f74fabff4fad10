using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox;

/// <summary>One node as the closing table shows it.</summary>
internal sealed record NodeRow(string Node, string Status, string PodCidrs, string Pod, string PodStatus)
{
    /// <summary>The nodes with the dataplane's pod on each: the pod of a DaemonSet that the operator applied.</summary>
    public static IReadOnlyList<NodeRow> Of(ClusterState state)
    {
        var selector = $"{ClusterNetworkApi.ManagedByLabel}={ClusterNetworkApi.FieldManager}";
        var owners = state
            .List(new ResourceName("apps", "daemonsets"), null, selector)
            .Select(d => JsonPath.Text(d, "metadata", "uid"))
            .ToHashSet();
        var pods = state
            .List(new ResourceName("", "pods"))
            .Where(p => (p["metadata"]?["ownerReferences"] as JsonArray ?? []).Any(o => owners.Contains(JsonPath.Text(o, "uid"))))
            .ToLookup(p => JsonPath.Text(p, "spec", "nodeName"));
        return
        [
            .. state.List(new ResourceName("", "nodes")).Select(n => Of(n, pods[JsonPath.Text(n, "metadata", "name")].FirstOrDefault())),
        ];
    }

    private static NodeRow Of(JsonObject node, JsonObject? pod) =>
        new(
            JsonPath.Text(node, "metadata", "name"),
            JsonPath.Condition(node, "Ready")?.Status == "True" ? "Ready" : "NotReady",
            string.Join(',', (node["spec"]?["podCIDRs"] as JsonArray ?? []).Select(c => c?.ToString())),
            JsonPath.Text(pod, "metadata", "name"),
            pod is null ? "" : PodStatusOf(pod)
        );

    private static string PodStatusOf(JsonObject pod) =>
        JsonPath.WaitingContainer(pod)?.Reason
        ?? (JsonPath.Condition(pod, "Ready")?.Status == "True" ? "Running, ready" : JsonPath.Text(pod, "status", "phase"));
}
