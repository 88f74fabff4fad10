namespace CniOperator.Sandbox.Nodes;

/// <summary>How a run ended.</summary>
internal sealed record Termination(
    int ExitCode,
    string Reason,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    string? Message,
    string ContainerId
);
