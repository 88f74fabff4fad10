namespace CniOperator.Core.Api;

/// <summary>How far the dataplane's pods are.</summary>
public sealed record RolloutStatus
{
    /// <summary><c>Pending</c>, <c>Progressing</c>, <c>Complete</c> or <c>Stalled</c>.</summary>
    public string Phase { get; init; } = "Pending";

    /// <summary>Pods that should run.</summary>
    public int Desired { get; init; }

    /// <summary>Pods of the current template.</summary>
    public int Updated { get; init; }

    /// <summary>Pods that are ready.</summary>
    public int Ready { get; init; }

    /// <summary>Pods that should run but are not available.</summary>
    public int Unavailable { get; init; }

    /// <summary>Nodes whose pod failed.</summary>
    public int FailedNodes { get; init; }

    /// <summary><c>ready/desired</c>, for the printer column.</summary>
    public string? Nodes { get; init; }

    /// <summary>What keeps pods from running.</summary>
    public IReadOnlyList<RolloutProblem> Problems { get; init; } = [];

    /// <summary>How many problems were left out.</summary>
    public int? ProblemsOmitted { get; init; }
}
