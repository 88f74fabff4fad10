using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts;

/// <summary>
/// What one judgement leaves to the next: verdicts with their times, and when nodes were last known. Never changed once made.
/// </summary>
public sealed record VerdictState
{
    /// <summary>What the first judgement is given.</summary>
    public static VerdictState Empty { get; } = new();

    internal IReadOnlyDictionary<VerdictKey, RememberedVerdict> Verdicts { get; init; } = new Dictionary<VerdictKey, RememberedVerdict>();

    internal NodeMemory Nodes { get; init; } = NodeMemory.Empty;

    /// <summary>When the first judgement was made.</summary>
    internal DateTimeOffset? Started { get; init; }

    /// <summary>Since when more fails than is understood.</summary>
    internal DateTimeOffset? Developing { get; init; }
}
