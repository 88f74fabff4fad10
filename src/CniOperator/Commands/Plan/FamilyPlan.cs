using System.Numerics;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Commands.Plan;

/// <summary>The part of a plan that concerns one pod network.</summary>
/// <param name="Pods">The pod network, or a pool of an addon with its own address management.</param>
/// <param name="Mask">
/// The prefix length of a node's subnet, or of a block of the addon's; <c>null</c> when the addon has no such thing.
/// </param>
/// <param name="Shares">The nodes' subnets in it; <c>null</c> when it is not known who has what.</param>
/// <param name="Addon">How the addon hands out addresses; <c>null</c> when it is unknown.</param>
internal sealed record FamilyPlan(IpNetwork Pods, int? Mask, IReadOnlyList<NodeShare>? Shares, AddonAddressing? Addon)
{
    /// <summary>What a part of it is called.</summary>
    public string PartName => Addon is { FromNodes: false } ? "block" : "node subnet";

    /// <summary>How many parts it is cut into; <c>null</c> when it is not cut.</summary>
    public BigInteger? Capacity { get; } = Mask is { } mask ? Pods.SubnetCount(mask) : null;

    /// <summary>What is free; <c>null</c> when that is not known.</summary>
    public FreeBlocks? Free { get; } =
        Mask is { } mask && Shares is { } shares ? FreeBlocks.Of(Pods, mask, shares.Select(s => s.Network).OfType<IpNetwork>()) : null;

    /// <summary>The part of it that is taken, from 0 to 1; <c>null</c> when that is not known.</summary>
    public double? Utilization => Capacity is { } all && Free is { } free ? (double)(all - free.Subnets) / (double)all : null;

    /// <summary>How many nodes have a subnet in it; <c>null</c> when that is not known.</summary>
    public int? Nodes => Shares?.Select(s => s.Node.Name).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The first of its parts, as a pattern of all; <c>null</c> when it is not cut.</summary>
    public IpNetwork? FirstPart => Mask is { } mask ? Pods.Subnet(0, mask) : null;

    /// <summary>How many pods find addresses in a part; <c>null</c> when it is not cut.</summary>
    public long? PodAddresses => Mask is { } mask ? PodCapacity.Of(Pods.Family, mask, Addon) : null;
}
