using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Capacity;

/// <summary>One way to give every node a share.</summary>
/// <param name="Pods">The pod network.</param>
/// <param name="NodeMask">The prefix length of a share.</param>
/// <param name="Nodes">How many nodes fit.</param>
/// <param name="PodsPerNode">How many pods find addresses in a share.</param>
public sealed record GrowthOption(IpNetwork Pods, int NodeMask, long Nodes, long PodsPerNode)
{
    /// <summary>The pod network lies in a part of the address space that is meant for networks like it.</summary>
    public bool StaysPrivate => AddressSpaces.Of(Pods).Use == SpaceUse.Private;

    internal static GrowthOption Of(IpNetwork pods, int nodeMask, AddonAddressing? addon) =>
        new(pods, nodeMask, PodCapacity.PowerOfTwo(nodeMask - pods.PrefixLength), PodCapacity.Of(pods.Family, nodeMask, addon));
}
