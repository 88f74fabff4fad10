namespace CniOperator.Health.Verdicts;

/// <summary>What reports and facts mean together, at one moment.</summary>
public sealed record HealthJudgement
{
    /// <summary>What is wrong: large things first, then by name; those that raise alarms before those that are only shown.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    /// <summary>One result for each <see cref="HealthArea"/>, in their order.</summary>
    public required IReadOnlyList<AreaResult> Areas { get; init; }

    /// <summary>All nodes, as the facts list them.</summary>
    public required IReadOnlyList<NodeHealth> Nodes { get; init; }

    /// <summary>How many nodes are how.</summary>
    public required HealthCounts Counts { get; init; }

    /// <summary>What the next judgement is given.</summary>
    public required VerdictState Next { get; init; }

    /// <summary>What the network as a whole showed: what the clauses of the network model rest on.</summary>
    internal Observing.Totals Totals { get; init; }

    /// <summary>The result of an area.</summary>
    public AreaResult this[HealthArea area] => Areas[(int)area];
}
