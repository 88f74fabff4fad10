namespace CniOperator.Core.Catalog;

/// <summary>Objects whose owner needs time between two changes, and loses the second one otherwise.</summary>
/// <param name="Of">Their kind.</param>
/// <param name="Seconds">How long after a change or a deletion by someone else, or after our own write, the next write waits.</param>
/// <param name="Why">Who needs that, as the end of a sentence.</param>
public sealed record AddonPause(string Of, int Seconds, string Why);
