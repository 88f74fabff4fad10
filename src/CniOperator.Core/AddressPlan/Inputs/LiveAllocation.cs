namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>What an addon with its own address management keeps in the cluster, as of one moment.</summary>
/// <param name="Pools">Its pools, by name; <c>null</c> when they could not be read.</param>
/// <param name="Blocks">The blocks that were taken, by network; <c>null</c> when they could not be read.</param>
public sealed record LiveAllocation(IReadOnlyList<LivePool>? Pools, IReadOnlyList<TakenBlock>? Blocks)
{
    /// <summary>Nothing is known.</summary>
    public static LiveAllocation None { get; } = new(null, null);
}
