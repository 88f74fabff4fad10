namespace CniOperator.Core.Coexistence;

/// <summary>The dataplanes of a cluster, as of one moment. Recognised by reference: one that says the same is the same instance.</summary>
/// <param name="Found">Every one that runs, this operator's included.</param>
public sealed record ObservedDataplanes(IReadOnlyList<FoundDataplane> Found)
{
    /// <summary>None was found, or no cluster was asked.</summary>
    public static ObservedDataplanes None { get; } = new([]);

    /// <summary>This instance when <paramref name="now"/> says the same, else that.</summary>
    public ObservedDataplanes Or(ObservedDataplanes now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return Found.SequenceEqual(now.Found) ? this : now;
    }
}
