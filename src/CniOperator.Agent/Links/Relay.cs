using CniOperator.Agent.Answering;
using CniOperator.Agent.Network;
using CniOperator.Health;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Links;

/// <summary>
/// What the prober does for the canaries of its node: it carries their reports and requests to the operator, by the host's network, and
/// the answer back. Only signed ones of its own node, a few a second, one at a time.
/// </summary>
/// <param name="link">The prober's own way.</param>
/// <param name="keys">The keys in force.</param>
/// <param name="nodeName">The node's name.</param>
/// <param name="time">The clock.</param>
public sealed class Relay(OperatorLink link, Func<WireKeys> keys, string nodeName, TimeProvider time)
{
    private const int PerSecond = 4;
    private const int Burst = 8;

    private readonly RateCaps _caps = new(PerSecond, Burst);
    private int _busy;

    /// <summary>The id of the prober's node, once it is known.</summary>
    public NodeId Node { get; set; }

    /// <summary>Carries a datagram to the operator.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="source">Where from.</param>
    /// <param name="answer">Where the operator's answer is written.</param>
    /// <param name="cancellation">The agent ends.</param>
    /// <returns>The answer's bytes; 0 for none.</returns>
    public async ValueTask<int> CarryAsync(
        ReadOnlyMemory<byte> datagram,
        ProbeEndpoint source,
        Memory<byte> answer,
        CancellationToken cancellation
    )
    {
        if (!IsOfThisNode(datagram.Span) || Interlocked.Exchange(ref _busy, 1) == 1)
            return 0;
        try
        {
            if (!_caps.TryTake(source.Address, time.GetTimestamp() / (time.TimestampFrequency / 1000)))
                return 0;
            var reply = await link.AskAsync(datagram, bytes => IsReply(bytes.Span), cancellation);
            if (reply.Length > Math.Min(datagram.Length, answer.Length))
                return 0;
            reply.CopyTo(answer);
            return reply.Length;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private bool IsOfThisNode(ReadOnlySpan<byte> datagram) =>
        WireFormat.KindOf(datagram) switch
        {
            WireKind.Report => ReportMessage.Read(datagram, keys()) is { } report
                && report.Report.Node == Node
                && report.Report.Role == AgentRole.Canary,
            WireKind.PeersRequest => PeersRequest.Read(datagram, keys()) is { } request
                && request.NodeName == nodeName
                && request.Role != AgentRole.Prober,
            _ => false,
        };

    // Whether it is the right one, the canary sees by its nonce or its sequence.
    private bool IsReply(ReadOnlySpan<byte> datagram) =>
        WireFormat.KindOf(datagram) is WireKind.ReportAck or WireKind.PeersPage
        && (ReportAck.TryRead(datagram, keys(), out _) || PeersPage.Read(datagram, keys()) is not null);
}
