using CniOperator.Health.Collecting;
using CniOperator.Health.Graph;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;

namespace CniOperator.Health.Tests.Collecting;

/// <summary>A desk over a cluster of some nodes, and agents that talk to it by hand.</summary>
internal sealed class Desk
{
    private readonly byte[] _answer = new byte[WireFormat.MaxBytes];
    private readonly Dictionary<(int Node, AgentRole Role), (ulong Token, ulong Sequence)> _agents = [];
    private ulong _drawn = 1000;
    private ulong _nonce;

    internal Desk(int count, Func<BookContent, BookContent>? change = null)
    {
        Reports = new ReportDesk(() => ++_drawn);
        Nodes = [.. Enumerable.Range(0, count).Select(Node)];
        Change = change ?? (c => c);
        Renew();
    }

    internal static WireKeys Keys { get; } = new(new WireKey(1, [.. Enumerable.Repeat((byte)7, 32)]));

    internal ReportDesk Reports { get; }

    internal List<DeskNode> Nodes { get; }

    internal Func<BookContent, BookContent> Change { get; set; }

    internal PeerBook Book { get; private set; } = PeerBook.Empty;

    internal DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    internal static DeskNode Node(int i) =>
        new(
            NodeId.Of($"uid-{i}"),
            $"node-{i}",
            AddressPair.Of([$"192.0.{i / 250}.{1 + i % 250}"]),
            AddressPair.Of([$"10.{1 + i / 250}.{i % 250}.2"]),
            AddressPair.Of([$"10.{1 + i / 250}.{i % 250}.3"])
        );

    /// <summary>The book is made again of what is so now; with the same nodes by the same graph.</summary>
    internal void Renew()
    {
        var graph = Book.Content.Graph;
        if (!Nodes.Select(n => n.Id).ToHashSet().SetEquals(graph.Nodes.ToArray().Select(n => n.Id)))
            graph = ProbeGraph.Of(Nodes.Select(n => new GraphNode(n.Id, "")), new GraphSettings());
        var content = Change(
            new BookContent
            {
                Graph = graph,
                Nodes = [.. Nodes],
                Settings = new ProbeSettings(),
                Targets = new TargetAddresses { Port = 8473 },
            }
        );
        Book = PeerBook.Of(content, Book, Now);
        Reports.Open(Keys, Book);
    }

    /// <summary>A canary of the node at this place gets another address.</summary>
    internal void Move(int node, string address) => Nodes[node] = Nodes[node] with { Canary = AddressPair.Of([address]) };

    internal PeerList? List(int node, AgentRole role = AgentRole.Canary) => Ask(new(++_nonce, $"node-{node}", role, 0, null))?.List;

    internal RoamingWindow? Window(int node, int from) => Ask(new(++_nonce, $"node-{node}", AgentRole.Canary, 0, from))?.Window;

    /// <summary>Sends a report as an agent would: once more with the token that the first try was answered with.</summary>
    internal ReportAck Report(int node, AgentRole role = AgentRole.Canary, ulong boot = 1, params EdgeReport[] edges)
    {
        var ack = Send(node, role, boot, edges);
        return (ack is { Accepted: false, Known: true } ? Send(node, role, boot, edges) : ack)!.Value;
    }

    internal IReadOnlyList<ReceivedReport> Kept(TimeSpan? age = null)
    {
        var kept = new List<ReceivedReport>();
        Reports.CopyReports(kept, Now - (age ?? TimeSpan.FromSeconds(70)));
        return kept;
    }

    internal static byte[] Datagram(int node, AgentRole role, ulong boot, ulong sequence, ulong token, params EdgeReport[] edges)
    {
        var report = new AgentReport
        {
            Node = NodeId.Of($"uid-{node}"),
            Role = role,
            Boot = boot,
            Sequence = sequence,
            Rounds = 9,
            Edges = edges,
        };
        var datagram = new byte[WireFormat.MaxBytes];
        return datagram[..new ReportMessage(report, token).Write(datagram, Keys)];
    }

    internal ReadOnlySpan<byte> Answer(ReadOnlySpan<byte> datagram) => _answer.AsSpan(0, Reports.Answer(datagram, Now, _answer));

    private ReportAck? Send(int node, AgentRole role, ulong boot, EdgeReport[] edges)
    {
        var (token, sequence) = _agents.GetValueOrDefault((node, role));
        var answer = Answer(Datagram(node, role, boot, ++sequence, token, edges));
        if (!ReportAck.TryRead(answer, Keys, out var ack))
            return null;
        _agents[(node, role)] = (ack.Token, sequence);
        return ack;
    }

    private PeersPage? Ask(PeersRequest request)
    {
        var datagram = new byte[WireFormat.MaxBytes];
        request.Write(datagram, Keys);
        var page = PeersPage.Read(Answer(datagram), Keys);
        Assert.True(page is null || page.Nonce == request.Nonce);
        return page;
    }
}
