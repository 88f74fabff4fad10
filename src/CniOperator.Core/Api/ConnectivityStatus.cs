namespace CniOperator.Core.Api;

/// <summary>Whether nodes and pods reach each other, as health agents report.</summary>
public sealed record ConnectivityStatus
{
    /// <summary>In a few words, for the printer column: <c>5/5</c>, or <c>4/5 MtuBlackHole node-3</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>All nodes that could report; <c>null</c> when none are asked.</summary>
    public int? ExpectedNodes { get; init; }

    /// <summary>Those whose canary reports.</summary>
    public int? ReportingNodes { get; init; }

    /// <summary>Those that report and that others reach.</summary>
    public int? HealthyNodes { get; init; }

    /// <summary>What does not reach what: large things first.</summary>
    public IReadOnlyList<ConnectivityVerdict> Verdicts { get; init; } = [];

    /// <summary>How many verdicts were left out.</summary>
    public int? VerdictsOmitted { get; init; }

    /// <summary>When what is said here was judged. It is not renewed while nothing changes.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
}
