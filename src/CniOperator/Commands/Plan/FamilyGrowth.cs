using CniOperator.Core.AddressPlan;

namespace CniOperator.Commands.Plan;

/// <summary>Whether a number of nodes fits into one IP family.</summary>
/// <param name="Answer">The answer for its pod network; of several pools for the largest, which would have to take whom the others do not.</param>
/// <param name="Elsewhere">How many find a block in the other pools.</param>
internal sealed record FamilyGrowth(Growth Answer, long Elsewhere)
{
    /// <param name="pools">The pod network, or the pools of one family, each cut into parts.</param>
    /// <param name="wanted">How many nodes are to fit.</param>
    public static FamilyGrowth Of(IReadOnlyList<FamilyPlan> pools, long wanted)
    {
        var largest = pools.MaxBy(p => p.Capacity)!;
        var elsewhere = pools.Where(p => p != largest).Sum(p => (long)System.Numerics.BigInteger.Min(p.Capacity!.Value, wanted));
        return new FamilyGrowth(Growth.Of(largest.Pods, largest.Mask!.Value, Math.Max(0, wanted - elsewhere), largest.Addon), elsewhere);
    }
}
