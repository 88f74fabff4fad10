using CniOperator.Core.Connectivity;

namespace CniOperator.Connectivity;

/// <summary>Takes the place of the operator's socket for health agents, where these run in the same process: as in a sandbox.</summary>
/// <param name="agents">What agents are rendered from.</param>
public sealed class ReportLink(AgentSettings agents)
{
    private volatile ConnectivityMonitor? _monitor;

    /// <summary>What agents are rendered from.</summary>
    public AgentSettings Agents => agents;

    /// <summary>Hands the operator one datagram of an agent.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="answer">Where the answer is written, at least 1,200 bytes.</param>
    /// <returns>The answer's bytes; 0 for none, as while no operator runs.</returns>
    public int Answer(ReadOnlySpan<byte> datagram, Span<byte> answer) => _monitor?.Answer(datagram, answer) ?? 0;

    internal void Attach(ConnectivityMonitor monitor) => _monitor = monitor;
}
