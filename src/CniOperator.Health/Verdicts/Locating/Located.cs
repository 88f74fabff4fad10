namespace CniOperator.Health.Verdicts.Locating;

/// <summary>Where failed edges point to.</summary>
internal readonly record struct Located
{
    internal VerdictScope Scope { get; init; }

    /// <summary>The node, or the number of the zone; with <see cref="B"/> the other end.</summary>
    internal int A { get; init; }
    internal int B { get; init; }
    internal Direction Direction { get; init; }
    internal int InFailed { get; init; }
    internal int InTotal { get; init; }
    internal int OutFailed { get; init; }
    internal int OutTotal { get; init; }

    /// <summary>
    /// For <see cref="VerdictScope.Global"/>: so many nodes reach each other and not the rest; 0 when it does not fall apart.
    /// </summary>
    internal int Split { get; init; }

    /// <summary>The numbers of it, as a verdict tells them.</summary>
    internal VerdictEvidence Evidence(string notes) =>
        new()
        {
            InFailed = InFailed,
            InTotal = InTotal,
            OutFailed = OutFailed,
            OutTotal = OutTotal,
            Notes = notes,
        };
}
