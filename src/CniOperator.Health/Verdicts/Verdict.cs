namespace CniOperator.Health.Verdicts;

/// <summary>Something that is wrong: what, where, since when, why we say so, and what to do.</summary>
public sealed record Verdict
{
    /// <summary>How much it is about.</summary>
    public required VerdictScope Scope { get; init; }

    /// <summary>Which area it is in.</summary>
    public required HealthArea Area { get; init; }

    /// <summary>What kind of fault it is.</summary>
    public required FaultClass Class { get; init; }

    /// <summary>What it is about.</summary>
    public required VerdictSubject Subject { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What it rests on.</summary>
    public VerdictEvidence Evidence { get; init; }

    /// <summary>
    /// False for what is shown only: its node is NotReady, cordoned, leaving or joining, and something else than the network explains it.
    /// </summary>
    public bool Alarm { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public string Title => FaultGuide.Title(Class);

    /// <summary>What to do.</summary>
    public string Hint => FaultGuide.Hint(Class);

    /// <inheritdoc/>
    public override string ToString() => $"{Subject.Name}: {Title} ({Evidence})";
}
