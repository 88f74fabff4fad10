namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What one judgement alone says, before it is compared with the last one.</summary>
internal readonly record struct Raw
{
    internal required VerdictScope Scope { get; init; }
    internal required HealthArea Area { get; init; }
    internal required FaultClass Class { get; init; }

    /// <summary>The number of the node, or of the zone; with <see cref="B"/> the other end.</summary>
    internal int A { get; init; }
    internal int B { get; init; }
    internal VerdictEvidence Evidence { get; init; }
}
