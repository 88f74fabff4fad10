namespace CniOperator.Health.Reports;

/// <summary>
/// What one agent says of its network: all that it knows, so that a report that is lost costs nothing once the next one comes. It is sent
/// when something changed, and else every 30 seconds.
/// </summary>
public sealed record AgentReport
{
    /// <summary>The agent's node.</summary>
    public required NodeId Node { get; init; }

    /// <summary>Which of the node's agents.</summary>
    public required AgentRole Role { get; init; }

    /// <summary>Drawn at the agent's start: two processes that claim one identity differ in it.</summary>
    public required ulong Boot { get; init; }

    /// <summary>Counts this process's reports from 1; one that is not larger than the last is a replay, or late.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Rounds since the start. In the first nothing is known.</summary>
    public required int Rounds { get; init; }

    /// <summary>The version of the peer list that it follows; 0 before the first.</summary>
    public ulong Peers { get; init; }

    /// <summary>How late the agent's own timers fired in the last round, at worst, in milliseconds: large without a processor.</summary>
    public int TimerLagMilliseconds { get; init; }

    /// <summary>Every fixed edge, and the roaming ones that failed.</summary>
    public IReadOnlyList<EdgeReport> Edges { get; init; } = [];

    /// <summary>Who probed it.</summary>
    public IReadOnlyList<ReceivedFrom> Received { get; init; } = [];

    /// <summary>The kubelet's probes; <c>null</c> from a prober, which the kubelet does not probe that way.</summary>
    public KubeletWitness? Kubelet { get; init; }
}
