namespace CniOperator.Sandbox.Nodes;

/// <summary>What the simulated kubelet remembers of one container.</summary>
internal sealed record ContainerRuntime(string Name, bool IsInit)
{
    public ContainerPhase Phase { get; init; }

    /// <summary>Reason and message of a waiting state.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>When the current phase ends by itself.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public ProcessStart? Process { get; init; }

    public bool Ready { get; init; }

    public string? ProbeFailure { get; init; }

    public DateTimeOffset? LivenessAt { get; init; }

    public int Restarts { get; init; }

    public int PullFailures { get; init; }

    public Termination? Ended { get; init; }

    public Termination? LastEnded { get; init; }

    public string Log { get; init; } = "";

    public string ContainerId { get; init; } = "";

    /// <summary>An init container or a container of a finished pod that succeeded and will not run again.</summary>
    public bool Succeeded => Phase == ContainerPhase.Terminated && Ended is { ExitCode: 0 } && NextAt is null;

    public bool Failed => Phase == ContainerPhase.Terminated && Ended is { ExitCode: not 0 } && NextAt is null;
}
