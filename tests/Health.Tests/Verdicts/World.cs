using System.Numerics;
using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

/// <summary>A cluster in which all is well, until a test changes facts or edges. Time passes by <see cref="Pass"/> only.</summary>
internal sealed class World
{
    private readonly Dictionary<(int Node, AgentRole Role), ulong> _boots = [];
    private ulong _sequence;

    internal World(int count, int zones = 1)
    {
        Nodes =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new NodeFacts
                {
                    Id = NodeId.Of($"uid-{i}"),
                    Name = $"node-{i}",
                    Zone = zones == 1 ? "" : $"{(char)('a' + i % zones)}",
                    Joined = Start.AddDays(-1),
                    Lease = Start,
                    Canary = new CanaryFacts
                    {
                        Readiness = CanaryReadiness.Ready,
                        Started = Start.AddDays(-1),
                        Addresses = [$"10.244.{i}.2"],
                    },
                }),
        ];
        Graph = ProbeGraph.Of(Nodes.Select(n => new GraphNode(n.Id, n.Zone)), new GraphSettings());
        (Canary, Prober) = (new List<EdgeReport>[count], new List<EdgeReport>[count]);
        for (var i = 0; i < count; i++)
            (Canary[i], Prober[i]) = (Edges(i, CanaryKinds), Edges(i, ProberKinds));
    }

    internal static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static ProbeKind[] CanaryKinds =>
        [
            ProbeKind.PodToPod,
            ProbeKind.PodToPodFullSize,
            ProbeKind.PodToPodSameNode,
            ProbeKind.SelfTest,
            ProbeKind.ServiceLocal,
            ProbeKind.ServiceRemote,
            ProbeKind.ServiceHairpin,
            ProbeKind.DnsByService,
            ProbeKind.DnsDirect,
            ProbeKind.PolicyAllowed,
            ProbeKind.PolicyDenied,
        ];

    private static ProbeKind[] ProberKinds =>
        [ProbeKind.HostToLocalPod, ProbeKind.HostToLocalEcho, ProbeKind.HostToRemotePod, ProbeKind.HostToService];

    internal DateTimeOffset Now { get; private set; } = Start;

    internal NodeFacts[] Nodes { get; set; }

    internal ProbeGraph Graph { get; set; }

    internal List<EdgeReport>[] Canary { get; }

    internal List<EdgeReport>[] Prober { get; }

    /// <summary>Nodes whose agents send nothing.</summary>
    internal HashSet<int> Silent { get; } = [];

    internal HashSet<int> SilentCanary { get; } = [];

    /// <summary>How late the timers of canaries are, in milliseconds.</summary>
    internal Dictionary<int, int> Lag { get; } = [];

    internal Dictionary<int, List<ReceivedFrom>> Received { get; } = [];

    internal Dictionary<int, KubeletWitness> Witness { get; } = [];

    internal int Rounds { get; set; } = 100;

    internal ulong PeerVersion { get; set; } = 5;

    internal Func<int, ulong> PeersOf { get; set; } = _ => 5;

    internal string[] Policies { get; set; } = [];

    internal HealthExpectations Expected { get; set; } = new() { PodMtu = 1450, PolicyEnforced = true };

    internal TimeSpan NodesAge { get; set; }

    internal VerdictState State { get; private set; } = VerdictState.Empty;

    internal Dictionary<int, ReceivedReport> LastCanary { get; } = [];

    internal Dictionary<int, ReceivedReport> LastProber { get; } = [];

    /// <summary>Seventy seconds and more in which all is well.</summary>
    internal World Settled()
    {
        for (var i = 0; i < 9; i++)
            Pass();
        return this;
    }

    /// <summary>Time passes, all that are not silent report, and it is judged.</summary>
    internal HealthJudgement Pass(int seconds = 10)
    {
        Now = Now.AddSeconds(seconds);
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (Nodes[i].Lease is not null && !StaleLeases.Contains(i))
                Nodes[i] = Nodes[i] with { Lease = Now.AddSeconds(-3) };
            if (!Silent.Contains(i) && !SilentCanary.Contains(i))
                LastCanary[i] = new ReceivedReport(Report(i, AgentRole.Canary), Now);
            if (!Silent.Contains(i))
                LastProber[i] = new ReceivedReport(Report(i, AgentRole.Prober), Now);
        }

        return Judge();
    }

    internal HashSet<int> StaleLeases { get; } = [];

    internal HealthFacts Facts =>
        new()
        {
            Now = Now,
            NodesAsOf = Now - NodesAge,
            Nodes = Nodes,
            Graph = Graph,
            Reports = [.. LastCanary.Values, .. LastProber.Values],
            Policies = Policies,
            Expected = Expected,
        };

    internal HealthJudgement Judge()
    {
        var judgement = VerdictEngine.Judge(Facts, State);
        State = judgement.Next;
        return judgement;
    }

    internal void Reboot(int node, AgentRole role, ulong boot) => _boots[(node, role)] = boot;

    /// <summary>Makes edges fail, for three rounds already unless said otherwise.</summary>
    internal void Fail(ProbeKind kind, Func<int, int, bool> which, ProbeFault fault = ProbeFault.Timeout, uint rounds = 7) =>
        Change(kind, which, e => Failed(e, fault, rounds));

    private static EdgeReport Failed(EdgeReport edge, ProbeFault fault, uint rounds)
    {
        var failed = BitOperations.PopCount(rounds & 0x3F);
        return edge with { Failed = rounds, Fault = fault, Sent = 6 + failed, Lost = 2 * failed };
    }

    /// <summary>What a node says of itself.</summary>
    internal void FailAt(int node, ProbeFault fault, params ProbeKind[] kinds)
    {
        foreach (var kind in kinds)
            Fail(kind, (from, _) => from == node, fault);
    }

    internal void FailEverywhere(params ProbeKind[] kinds)
    {
        foreach (var kind in kinds)
            Fail(kind, (_, _) => true);
    }

    /// <summary>All between a node and the others, both ways, as when its overlay is blocked.</summary>
    internal void CutOff(int node, ProbeFault fault = ProbeFault.Timeout, uint rounds = 7)
    {
        foreach (var kind in new[] { ProbeKind.PodToPod, ProbeKind.PodToPodFullSize, ProbeKind.HostToRemotePod })
            Fail(kind, (from, to) => from == node || to == node, fault, rounds);
    }

    /// <summary>It says nothing any more, and is not reached.</summary>
    internal void Kill(int node)
    {
        Silent.Add(node);
        Fail(ProbeKind.PodToPod, (_, to) => to == node, rounds: 1);
        Fail(ProbeKind.HostToRemotePod, (_, to) => to == node, rounds: 1);
        Underlay(node, failed: true);
    }

    /// <summary>The other nodes' probers try its own address.</summary>
    internal void Underlay(int node, bool failed)
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (i != node)
                Prober[i].Add(Edge(ProbeKind.Underlay, Nodes[node].Id) with { Failed = failed ? 7u : 0, Fault = ProbeFault.Timeout });
        }
    }

    internal void Heal()
    {
        foreach (var edges in Canary.Concat(Prober))
        {
            for (var e = 0; e < edges.Count; e++)
                edges[e] = edges[e] with { Failed = 0, Lost = 0, Fault = ProbeFault.None };
        }

        Silent.Clear();
    }

    internal void Change(ProbeKind kind, Func<int, int, bool> which, Func<EdgeReport, EdgeReport> how)
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            foreach (var edges in new[] { Canary[i], Prober[i] })
            {
                for (var e = 0; e < edges.Count; e++)
                {
                    if (edges[e].Kind == kind && which(i, IndexOf(edges[e].Target)))
                        edges[e] = how(edges[e]);
                }
            }
        }
    }

    internal int IndexOf(NodeId id) => Array.FindIndex(Nodes, n => n.Id == id);

    internal static EdgeReport Edge(ProbeKind kind, NodeId target) =>
        new()
        {
            Kind = kind,
            Target = target,
            Rounds = 32,
            Sent = 6,
            MedianMicroseconds = 300,
            WorstMicroseconds = 900,
        };

    private List<EdgeReport> Edges(int node, ProbeKind[] kinds)
    {
        var edges = new List<EdgeReport>();
        var own = Graph.IndexOf(Nodes[node].Id);
        foreach (var kind in kinds)
        {
            if (kind is ProbeKind.PodToPod or ProbeKind.PodToPodFullSize or ProbeKind.HostToRemotePod)
            {
                foreach (var peer in Graph.PeersOf(own))
                    edges.Add(Edge(kind, Graph.Nodes[peer].Id));
            }
            else
            {
                edges.Add(Edge(kind, NodeId.None));
            }
        }

        return edges;
    }

    private AgentReport Report(int node, AgentRole role) =>
        new()
        {
            Node = Nodes[node].Id,
            Role = role,
            Boot = _boots.GetValueOrDefault((node, role), (ulong)node + 1),
            Sequence = ++_sequence,
            Rounds = Rounds,
            Peers = PeersOf(node),
            TimerLagMilliseconds = role == AgentRole.Canary ? Lag.GetValueOrDefault(node) : 0,
            Edges = [.. role == AgentRole.Canary ? Canary[node] : Prober[node]],
            Received = Received.GetValueOrDefault(node) ?? [],
            Kubelet = role == AgentRole.Canary ? Witness.GetValueOrDefault(node, new KubeletWitness(50, 4_000, "10.0.0.1")) : null,
        };
}
