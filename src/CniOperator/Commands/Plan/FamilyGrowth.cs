using System.Numerics;
using CniOperator.Core.AddressPlan.Capacity;

namespace CniOperator.Commands.Plan;

/// <summary>Whether a number of nodes fits into one IP family.</summary>
/// <param name="Nodes">How many of the nodes need a share, or a block, of this pod network.</param>
/// <param name="Answer">
/// The answer for its pod network; of several pools for the largest, which takes the nodes that the others do not.
/// </param>
/// <param name="Elsewhere">How many find a block in the other pools.</param>
internal sealed record FamilyGrowth(long Nodes, Growth Answer, long Elsewhere)
{
    /// <param name="pools">The pod network, or the pools of one family, each cut into parts.</param>
    /// <param name="wanted">How many nodes are to fit.</param>
    public static FamilyGrowth Of(IReadOnlyList<FamilyPlan> pools, long wanted)
    {
        var largest = pools.MaxBy(p => p.Capacity)!;
        var elsewhere = pools.Where(p => p != largest).Sum(p => (long)BigInteger.Min(p.Capacity!.Value, wanted));
        var nodes = Math.Max(0, wanted - elsewhere);
        return new FamilyGrowth(nodes, Growth.Of(largest.Pods, largest.Mask!.Value, nodes, largest.Addon), elsewhere);
    }
}
