using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>Reads what the plan needs out of a <c>v1</c> Node.</summary>
public static class NodeReader
{
    // The dockershim's prefix, and cri-dockerd's after it.
    private const string Docker = "docker://";

    /// <summary>The fields that <see cref="Of"/> reads, as paths.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "metadata.name",
        "metadata.labels",
        "spec.podCIDR",
        "spec.podCIDRs",
        "status.addresses.type",
        "status.addresses.address",
        "status.capacity.pods",
        "status.nodeInfo.containerRuntimeVersion",
    ];

    /// <summary>Reads a Node.</summary>
    public static PlanNode Of(JsonObject node) =>
        new(node.Text("metadata", "name") ?? "", PodCidrs(node))
        {
            Addresses =
            [
                .. node.Items("status", "addresses")
                    .Where(a => a.Text("type") is "InternalIP" or "ExternalIP")
                    .Select(a => a.Text("address"))
                    .OfType<string>(),
            ],
            Labels = NodeLabels.Of(node),
            MaxPods = int.TryParse(node.Text("status", "capacity", "pods"), NumberStyles.None, CultureInfo.InvariantCulture, out var pods)
                ? pods
                : null,
            RunsDocker = node.Text("status", "nodeInfo", "containerRuntimeVersion")?.StartsWith(Docker, StringComparison.Ordinal) == true,
        };

    /// <summary>True when the plan cannot tell them apart, so that the older one may stand for both.</summary>
    public static bool Same(PlanNode one, PlanNode other) =>
        (one.Name, one.MaxPods, one.RunsDocker) == (other.Name, other.MaxPods, other.RunsDocker)
        && one.Labels.Equals(other.Labels)
        && one.PodCidrs.SequenceEqual(other.PodCidrs)
        && one.Addresses.SequenceEqual(other.Addresses);

    // An API server fills podCIDRs from podCIDR; a client that writes both must write the same.
    private static string[] PodCidrs(JsonObject node)
    {
        string[] cidrs = [.. node.Texts("spec", "podCIDRs")];
        return cidrs.Length > 0 || node.Text("spec", "podCIDR") is not { Length: > 0 } single ? cidrs : [single];
    }
}
