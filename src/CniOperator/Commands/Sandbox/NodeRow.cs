using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox;

/// <summary>One node as the closing table shows it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Status"><c>Ready</c> or <c>NotReady</c>.</param>
/// <param name="PodCidrs">Its pod subnets, with commas.</param>
/// <param name="Pod">The dataplane's pod on it; empty if there is none.</param>
/// <param name="PodStatus">How that pod is.</param>
internal sealed record NodeRow(string Node, string Status, string PodCidrs, string Pod, string PodStatus)
{
    /// <summary>The nodes with the dataplane's pod on each: the pod of a DaemonSet that the operator applied.</summary>
    public static IReadOnlyList<NodeRow> Of(ClusterState state)
    {
        var selector = $"{ClusterNetworkApi.ManagedByLabel}={ClusterNetworkApi.FieldManager}";
        var owners = state
            .List(new ResourceName("apps", "daemonsets"), null, selector)
            .Where(d => d.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) != AgentNames.Component)
            .Select(d => d.Text("metadata", "uid"))
            .ToHashSet();
        var pods = state
            .List(new ResourceName("", "pods"))
            .Where(p => p.Items("metadata", "ownerReferences").Any(o => owners.Contains(o.Text("uid"))))
            .ToLookup(p => p.Text("spec", "nodeName"));
        return [.. state.List(new ResourceName("", "nodes")).Select(n => Of(n, pods[n.Text("metadata", "name")].FirstOrDefault()))];
    }

    private static NodeRow Of(JsonObject node, JsonObject? pod) =>
        new(
            node.Text("metadata", "name") ?? "",
            IsReady(node) ? "Ready" : "NotReady",
            string.Join(',', node.Texts("spec", "podCIDRs")),
            pod.Text("metadata", "name") ?? "",
            pod is null ? "" : PodStatusOf(pod)
        );

    private static string PodStatusOf(JsonObject pod) =>
        WaitingContainer.Of(pod)?.Reason ?? (IsReady(pod) ? "Running, ready" : pod.Text("status", "phase") ?? "");

    private static bool IsReady(JsonObject obj) => ConditionReader.StatusOf(obj["status"] as JsonObject, "Ready") == "True";
}
