using CniOperator.Agent.Answering;
using CniOperator.Agent.Links;
using CniOperator.Agent.Network;
using CniOperator.Agent.Rounds;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Running;

/// <summary>One agent: what comes in is answered, rounds are probed, the operator hears of it. Knows no sockets.</summary>
public sealed class NodeAgent
{
    private readonly AgentIdentity _identity;
    private readonly AgentParts _parts;
    private readonly PeerCache _peers;
    private readonly Journal _journal = new();
    private readonly ReportSchedule _schedule = new();
    private readonly RoundLoop _rounds;
    private readonly ReportLoop _reports;
    private readonly OperatorLink _link;
    private readonly Relay? _relay;

    /// <summary>Makes one; it does nothing before it runs.</summary>
    public NodeAgent(AgentIdentity identity, AgentParts parts)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(parts);
        (_identity, _parts) = (identity, parts);
        _peers = new PeerCache((int)(parts.Nonces() % 1_000_003));
        Responder = new Responder(identity.Role, parts.Keys, parts.Time);
        _link = new OperatorLink(parts.Network, parts.Ways, parts.Time);
        _relay = identity.Role == AgentRole.Prober ? new Relay(_link, parts.Keys, identity.NodeName, parts.Time) : null;
        _rounds = new RoundLoop(identity, parts, _peers, _journal, News);
        _reports = new ReportLoop(identity, parts, _peers, _schedule, _link);
    }

    /// <summary>Answers probes.</summary>
    public Responder Responder { get; }

    /// <summary>Counts the kubelet's probes.</summary>
    public KubeletProbes Kubelet { get; } = new();

    /// <summary>Probes and reports until it is cancelled; then sends nothing more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var loops = Task.WhenAll(
            _identity.Role == AgentRole.Echo ? Task.CompletedTask : _rounds.RunAsync(cancellation),
            _reports.RunAsync(Report, Follow, cancellation)
        );
        try
        {
            await loops;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            _link.End();
        }
    }

    /// <summary>Answers one datagram.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="source">Where from.</param>
    /// <param name="answer">Where the answer is written, at least <see cref="WireFormat.MaxBytes"/>.</param>
    /// <param name="cancellation">The agent ends.</param>
    /// <returns>The answer's bytes; 0 for none.</returns>
    public ValueTask<int> ReceiveAsync(
        ReadOnlyMemory<byte> datagram,
        ProbeEndpoint source,
        Memory<byte> answer,
        CancellationToken cancellation
    ) =>
        WireFormat.KindOf(datagram.Span) switch
        {
            WireKind.Probe => ValueTask.FromResult(Responder.Answer(datagram.Span, datagram.Length, source, answer.Span)),
            WireKind.Report or WireKind.PeersRequest when _relay is not null => _relay.CarryAsync(datagram, source, answer, cancellation),
            _ => ValueTask.FromResult(0),
        };

    private void News()
    {
        _schedule.News();
        _reports.Wake();
    }

    /// <summary>A new list: the node's id is known, and edges that it does not have are forgotten.</summary>
    private void Follow(PeerList list)
    {
        if (Responder.Node != list.Node)
            _journal.Clear();
        Responder.Node = list.Node;
        _relay?.Node = list.Node;
        _journal.Retain(list);
        _parts.Say($"follows peer list {list.Version}: node {list.Node}, {list.Fixed.Count} fixed peers, {list.Others} others");
    }

    private AgentReport Report(PeerList list, ulong sequence)
    {
        var now = _parts.Time.GetUtcNow();
        return new AgentReport
        {
            Node = list.Node,
            Role = _identity.Role,
            Boot = _identity.Boot,
            Sequence = sequence,
            Rounds = _rounds.Rounds,
            Peers = list.Version,
            TimerLagMilliseconds = _rounds.LagMilliseconds,
            Edges = _journal.Edges(now),
            Received = Responder.Received.Report(Responder.Milliseconds),
            Kubelet = _identity.Role == AgentRole.Prober ? null : Kubelet.Report(Responder.Milliseconds),
        };
    }
}
