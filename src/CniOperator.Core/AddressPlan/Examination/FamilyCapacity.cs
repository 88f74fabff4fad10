using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>How far one family of the pod network carries.</summary>
/// <param name="Family">The family.</param>
/// <param name="Pods">The pod network of it.</param>
/// <param name="Mask">The prefix length of a node's share, or of an addon's block.</param>
/// <param name="Nodes">How many nodes fit.</param>
/// <param name="Allocated">How many have their share.</param>
/// <param name="PodsPerNode">How many pods find addresses in a share.</param>
internal sealed record FamilyCapacity(IpFamily Family, IpNetwork Pods, int Mask, long Nodes, int Allocated, long PodsPerNode)
{
    /// <summary>The pools that it is made of; empty where there are none.</summary>
    internal IReadOnlyList<AddonPool> Pools { get; init; } = [];

    /// <summary>How many blocks are taken; <c>null</c> when that is not known.</summary>
    internal long? Taken { get; init; }

    /// <summary>What counts against <see cref="Nodes"/>: blocks where they are known, else nodes.</summary>
    internal long Used => Taken ?? Allocated;

    /// <summary>How many nodes are left without a share.</summary>
    internal long Short { get; init; }

    /// <summary>A larger part of it is taken; of equal ones the smaller.</summary>
    internal bool IsScarcerThan(FamilyCapacity other)
    {
        var (mine, theirs) = ((Int128)Used * other.Nodes, (Int128)other.Used * Nodes);
        return mine > theirs || (mine == theirs && Nodes < other.Nodes);
    }
}
