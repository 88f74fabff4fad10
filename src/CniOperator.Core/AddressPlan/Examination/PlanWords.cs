using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>Parts of sentences.</summary>
internal static class PlanWords
{
    /// <summary><c>node a</c>; <c>nodes a, b, c and 4 more</c>.</summary>
    internal static string Nodes(IReadOnlyList<string> names) =>
        names.Count == 1
            ? $"node {names[0]}"
            : $"nodes {string.Join(", ", names.Take(3))}{(names.Count > 3 ? $" and {names.Count - 3} more" : "")}";

    /// <summary><c>1 node</c>, <c>2 nodes</c>.</summary>
    internal static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    internal static string List(IEnumerable<IpNetwork> networks) => string.Join(", ", networks);

    /// <summary>What to start kube-controller-manager with.</summary>
    internal static string AllocationFlags(PlanContext plan) =>
        "start kube-controller-manager with --allocate-node-cidrs=true "
        + $"--cluster-cidr={string.Join(',', plan.Pods.Select(p => p.Network))}{string.Concat(plan.Pods.Select(p => MaskFlag(plan, p.Network.Family)))} (kubeadm: networking.podSubnet)";

    private static string MaskFlag(PlanContext plan, IpFamily family) =>
        plan.Pods.Count > 1
            ? $" --node-cidr-mask-size-{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}={plan.Mask(family)}"
            : $" --node-cidr-mask-size={plan.Mask(family)}";

    /// <summary>What other masks would give, as sentences; empty when there are none.</summary>
    internal static string Options(Growth growth)
    {
        var options = new List<string>();
        if (growth.LongerMask is { } longer)
            options.Add($"a node mask of /{longer.NodeMask} would fit {longer.Nodes} nodes with {longer.PodsPerNode} pods each");
        if (growth.WiderNetwork is { } wider)
            options.Add(
                $"a pod network of {wider.Pods} would fit {wider.Nodes} nodes with {wider.PodsPerNode} pods "
                    + $"each{(wider.StaysPrivate ? "" : ", but is not private space")}"
            );
        return options.Count == 0 ? "no mask of this pod network would fit more; take a larger one elsewhere" : string.Join("; ", options);
    }

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
