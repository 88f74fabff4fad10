namespace CniOperator.Health.Verdicts;

/// <summary>What a verdict rests on, in numbers.</summary>
public readonly record struct VerdictEvidence
{
    /// <summary>Edges to the subject that fail.</summary>
    public int InFailed { get; init; }

    /// <summary>Edges to the subject that someone reports.</summary>
    public int InTotal { get; init; }

    /// <summary>Edges from the subject that fail.</summary>
    public int OutFailed { get; init; }

    /// <summary>Edges from the subject that it reports.</summary>
    public int OutTotal { get; init; }

    /// <summary>What else was seen: <c>same node ok; underlay ok</c>.</summary>
    public string? Notes { get; init; }

    /// <summary>Some edges pass.</summary>
    internal bool IsPart => InFailed + OutFailed < InTotal + OutTotal;

    /// <summary>In one line.</summary>
    public override string ToString()
    {
        var counts =
            InTotal + OutTotal == 0 ? ""
            : OutTotal == 0 ? $"in {InFailed}/{InTotal} fail"
            : $"in {InFailed}/{InTotal}, out {OutFailed}/{OutTotal} fail";
        return string.IsNullOrEmpty(Notes) ? counts
            : counts.Length == 0 ? Notes
            : $"{counts}; {Notes}";
    }
}
