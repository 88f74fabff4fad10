using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Connectivity.Observing;

/// <summary>NetworkPolicies that someone else made and that select the canaries: they explain what looks like a broken network.</summary>
internal static class ForeignPolicies
{
    /// <summary>The fields that are read.</summary>
    internal static IReadOnlyList<string> Fields { get; } = ["metadata.labels", "spec.podSelector"];

    /// <summary>Their names, <c>namespace/name</c>.</summary>
    /// <param name="policies">All of the agents' namespace.</param>
    /// <param name="canaryLabels">The labels of a canary's pod, as JSON; empty when there is no such pod.</param>
    internal static IReadOnlyList<string> Of(IEnumerable<JsonObject> policies, string canaryLabels)
    {
        var labels =
            canaryLabels.Length == 0 ? new JsonObject { [AgentNames.RoleLabel] = "canary" } : JsonNode.Parse(canaryLabels) as JsonObject;
        return
        [
            .. policies
                .Where(p => p.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) != AgentNames.Component)
                .Where(p => LabelSelector.Of(p.Map("spec", "podSelector")).Matches(labels))
                .Select(p => $"{p.Namespace()}/{p.Name()}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
