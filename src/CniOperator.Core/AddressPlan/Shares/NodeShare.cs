using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>One subnet of a node, or the place where one should be.</summary>
/// <param name="Node">The node.</param>
/// <param name="Written">The subnet as the Node states it; empty when there is none.</param>
/// <param name="Network">The same, read; <c>null</c> when there is none or it cannot be read.</param>
/// <param name="Flags">What is wrong with it, in the order of <see cref="ShareFlag"/>.</param>
public sealed record NodeShare(PlanNode Node, string Written, IpNetwork? Network, IReadOnlyList<ShareFlag> Flags)
{
    /// <summary>How many pods fit: what the subnet has addresses for, and no more than the kubelet takes.</summary>
    public long? Pods(AddonAddressing? addon) =>
        Network is not { } network
            ? null
            : Math.Min(PodCapacity.Of(network.Family, network.PrefixLength, addon), Node.MaxPods ?? long.MaxValue);
}
