using System.Diagnostics;
using System.Runtime.InteropServices;
using CniOperator.Health;
using CniOperator.Health.Collecting;
using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Model;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;

namespace CniOperator.Benchmarks.Health;

/// <summary>
/// <c>report-desk</c>: canary and prober of each node report every 30 s, canaries ask for a window of the ring every 40 s, and what came is
/// judged every 2 s (at rest) and every half second (while something fails). How much of a core that takes, and how much stays in memory.
/// </summary>
internal static class ReportDeskCommand
{
    private const int ReportEvery = 30;
    private const int WindowEvery = 40;

    private static readonly WireKeys Keys = new(new WireKey(1, [.. Enumerable.Repeat((byte)5, 32)]));

    internal static int Run()
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"
        );
        Console.WriteLine("processor time of this process; a core's share is of the seconds that pass in the cluster meanwhile");
        Console.WriteLine();
        Console.WriteLine("   nodes | report us    B | window us    B | judgement ms    KB | share at rest  failing | kept KB, per node");
        foreach (var count in new[] { 100, 1_000, 5_000 })
            Measure(count);
        return 0;
    }

    private static void Measure(int count)
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var desk = new ReportDesk(() => 77);
        var nodes = Enumerable.Range(0, count).Select(Node).ToArray();
        var graph = ProbeGraph.Of(nodes.Select(n => new GraphNode(n.Id, "")), new GraphSettings());
        desk.Open(Keys, PeerBook.Of(Content(graph, nodes), PeerBook.Empty, now));
        var answer = new byte[WireFormat.MaxBytes];
        var requests = Enumerable.Range(0, count).Select(i => Request(nodes[i].Name, i)).ToArray();
        for (var sequence = 1UL; sequence <= 2; sequence++)
            Send(desk, Reports(graph, nodes, sequence), now, answer);
        requests = [];
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024.0;
        requests = [.. Enumerable.Range(0, count).Select(i => Request(nodes[i].Name, i))];
        var report = Cost(3, s => Reports(graph, nodes, (ulong)s + 10), d => Send(desk, d, now, answer));
        var window = Cost(3, _ => requests, d => Send(desk, d, now, answer));
        var judged = Judgement(desk, graph, nodes, now);
        var perSecond = (2.0 * count / ReportEvery * report.Microseconds) + (1.0 * count / WindowEvery * window.Microseconds);
        Console.WriteLine(
            $"{count, 8} |{report.Microseconds, 10:0.0}{report.Bytes, 5:0} |{window.Microseconds, 10:0.0}{window.Bytes, 5:0} |{judged.Processor, 13:0.0}{judged.Kilobytes, 6:0} |{Share(perSecond, judged, 0.5), 13:0.00} %{Share(perSecond, judged, 2), 8:0.00} % |{kept, 8:0}{kept / count, 10:0.0}"
        );
        GC.KeepAlive(desk);
    }

    private static double Share(double perSecond, Cost judged, double judgements) =>
        (perSecond / 1e6 + judgements * judged.Processor / 1e3) * 100;

    private static Cost Judgement(ReportDesk desk, ProbeGraph graph, DeskNode[] nodes, DateTimeOffset now)
    {
        NodeFacts[] facts =
        [
            .. nodes.Select(n => new NodeFacts
            {
                Id = n.Id,
                Name = n.Name,
                Joined = now.AddDays(-1),
                Canary = new CanaryFacts
                {
                    Readiness = CanaryReadiness.Ready,
                    Started = now.AddDays(-1),
                    Addresses = [n.Canary.IPv4.ToString()],
                },
            }),
        ];
        var (reports, state) = (new List<ReceivedReport>(), VerdictState.Empty);
        return Benchmarks.Cost.Of(
            3,
            () => now,
            at =>
            {
                reports.Clear();
                desk.CopyReports(reports, at.AddMinutes(-1));
                var judged = new HealthFacts
                {
                    Now = at,
                    NodesAsOf = at,
                    Nodes = facts,
                    Graph = graph,
                    Reports = reports,
                };
                var judgement = VerdictEngine.Judge(judged, state);
                state = judgement.Next;
                return NetworkModelJudge.Judge(judged, judgement);
            }
        );
    }

    private static (double Microseconds, double Bytes) Cost(int runs, Func<int, byte[][]> make, Action<byte[][]> work)
    {
        var (least, bytes) = (double.MaxValue, 0.0);
        for (var run = -1; run < runs; run++)
        {
            var datagrams = make(run + 1);
            var (usage, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            work(datagrams);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)datagrams.Length;
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - usage).TotalMicroseconds / datagrams.Length);
        }

        return (least, bytes);
    }

    private static void Send(ReportDesk desk, byte[][] datagrams, DateTimeOffset now, byte[] answer)
    {
        foreach (var datagram in datagrams)
        {
            if (desk.Answer(datagram, now, answer) == 0)
                throw new UnreachableException("a datagram was not answered");
        }
    }

    private static byte[][] Reports(ProbeGraph graph, DeskNode[] nodes, ulong sequence) =>
        [.. nodes.SelectMany(n => new[] { AgentRole.Canary, AgentRole.Prober }.Select(role => Report(graph, n, role, sequence)))];

    private static byte[] Report(ProbeGraph graph, DeskNode node, AgentRole role, ulong sequence)
    {
        var peers = graph.PeersOf(graph.IndexOf(node.Id)).ToArray().Select(i => graph.Nodes[i].Id).ToArray();
        ProbeKind[] along = role == AgentRole.Canary ? [ProbeKind.PodToPod, ProbeKind.PodToPodFullSize] : [ProbeKind.HostToRemotePod];
        ProbeKind[] own =
            role == AgentRole.Canary
                ?
                [
                    ProbeKind.PodToPodSameNode,
                    ProbeKind.SelfTest,
                    ProbeKind.ServiceLocal,
                    ProbeKind.ServiceRemote,
                    ProbeKind.ServiceHairpin,
                    ProbeKind.DnsByService,
                    ProbeKind.DnsDirect,
                ]
                : [ProbeKind.HostToLocalPod, ProbeKind.HostToLocalEcho, ProbeKind.HostToService];
        var report = new AgentReport
        {
            Node = node.Id,
            Role = role,
            Boot = 3,
            Sequence = sequence,
            Rounds = 100,
            Edges = [.. along.SelectMany(k => peers.Select(p => Edge(k, p))), .. own.Select(k => Edge(k, NodeId.None))],
            Received = role == AgentRole.Canary ? [.. peers.Select(p => new ReceivedFrom(p, 6, 4_000))] : [],
            Kubelet = role == AgentRole.Canary ? new KubeletWitness(9, 4_000, "192.0.2.1") : null,
        };
        var datagram = new byte[WireFormat.MaxBytes];
        return datagram[..new ReportMessage(report, 77).Write(datagram, Keys)];
    }

    private static EdgeReport Edge(ProbeKind kind, NodeId target) =>
        new()
        {
            Kind = kind,
            Target = target,
            Rounds = 32,
            Sent = 6,
            MedianMicroseconds = 300,
            WorstMicroseconds = 900,
            LargestSize = kind == ProbeKind.PodToPodFullSize ? 1450 : 0,
        };

    private static byte[] Request(string name, int from)
    {
        var datagram = new byte[WireFormat.MaxBytes];
        new PeersRequest(1, name, AgentRole.Canary, 1, from).Write(datagram, Keys);
        return datagram;
    }

    private static BookContent Content(ProbeGraph graph, DeskNode[] nodes) =>
        new()
        {
            Graph = graph,
            Nodes = nodes,
            Settings = new ProbeSettings(),
            Targets = new TargetAddresses { Port = 8473 },
        };

    private static DeskNode Node(int i) =>
        new(
            NodeId.Of($"uid-{i}"),
            $"node-{i}",
            AddressPair.Of([$"192.168.{i / 250}.{1 + i % 250}"]),
            AddressPair.Of([$"10.{1 + i / 250}.{i % 250}.2"]),
            AddressPair.Of([$"10.{1 + i / 250}.{i % 250}.3"])
        );
}
