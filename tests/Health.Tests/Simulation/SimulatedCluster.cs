using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>
/// Nodes, agents and a network in one process, with the real graph and the real engine: agents probe at their own time of each round, try
/// again after a second, know it a second later, and report at once when an edge changed and every 30 s. One seed makes all that is random.
/// </summary>
internal sealed class SimulatedCluster
{
    internal const double Round = 10;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly PriorityQueue<(int Node, int Step), double> _events = new();
    private readonly List<(double At, Action Do)> _plans = [];
    private readonly bool[][] _firstLost;

    internal SimulatedCluster(int count, int seed, int zones = 1)
    {
        _random = new Random(seed);
        var bytes = new byte[16];
        for (var i = 0; i < count; i++)
        {
            _random.NextBytes(bytes);
            Nodes.Add(new SimulatedNode(Facts(new NodeId(new Guid(bytes)), i, zones)) { Phase = _random.NextDouble() * Round });
        }

        _firstLost = new bool[count][];
        MakeGraph();
        for (var i = 0; i < count; i++)
        {
            // As if all had gone well for long: reports of any age up to 30 s.
            _firstLost[i] = new bool[2 * Graph.Degree];
            for (var e = 0; e < Nodes[i].Edges.Length; e++)
                Nodes[i].Edges[e].Rounds = Nodes[i].HostEdges[e].Rounds = 32;
            SimulatedReports.Send(this, i, -_random.NextDouble() * 30);
            _events.Enqueue((i, 0), Nodes[i].Phase);
        }
    }

    /// <summary>Seconds since the start.</summary>
    internal double Now { get; private set; }

    internal List<SimulatedNode> Nodes { get; } = [];

    internal ProbeGraph Graph { get; private set; } = ProbeGraph.Empty;

    internal VerdictState State { get; private set; } = VerdictState.Empty;

    /// <summary>The share of edges that fails in a round by chance, both tries.</summary>
    internal double ResidualFailure { get; set; }

    /// <summary>The share of datagrams that is lost by chance; a probe needs two.</summary>
    internal double DatagramLoss { get; set; }

    /// <summary>Says of two nodes whether something between them cuts them off.</summary>
    internal Func<SimulatedNode, SimulatedNode, bool> IsCut { get; set; } = (_, _) => false;

    /// <summary>How many reports came.</summary>
    internal long Reports { get; set; }

    internal bool HasNews { get; set; }

    internal static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>Does something at a time.</summary>
    internal void Plan(double at, Action what) => _plans.Add((at, what));

    /// <summary>Lets time pass.</summary>
    internal void RunTo(double time)
    {
        while (true)
        {
            var next = _events.TryPeek(out _, out var at) ? at : double.MaxValue;
            var plan = NextPlan();
            if (plan >= 0 && _plans[plan].At <= Math.Min(next, time))
            {
                var what = _plans[plan];
                _plans.RemoveAt(plan);
                Now = Math.Max(Now, what.At);
                what.Do();
                continue;
            }

            if (next > time)
                break;
            var (node, step) = _events.Dequeue();
            Now = at;
            Probe(node, step);
        }

        Now = time;
    }

    internal HealthFacts Facts()
    {
        var nodes = new List<NodeFacts>(Nodes.Count);
        var reports = new List<ReceivedReport>(2 * Nodes.Count);
        foreach (var node in Nodes)
        {
            if (node.IsGone)
                continue;
            nodes.Add(node.Facts with { Lease = At(node.IsAlive ? Now - 3 : node.Reported) });
            reports.Add(node.Canary);
            reports.Add(node.Prober);
        }

        return new HealthFacts
        {
            Now = At(Now),
            NodesAsOf = At(Now),
            Nodes = nodes,
            Graph = Graph,
            Reports = reports,
            Expected = new HealthExpectations { PodMtu = 1450 },
        };
    }

    internal HealthJudgement Judge()
    {
        var judgement = VerdictEngine.Judge(Facts(), State);
        (State, HasNews) = (judgement.Next, false);
        return judgement;
    }

    /// <summary>The graph of the nodes that are there; edges that stay keep what they know.</summary>
    internal void MakeGraph()
    {
        Graph = ProbeGraph.Of(Nodes.Where(n => !n.IsGone).Select(n => new GraphNode(n.Facts.Id, n.Facts.Zone)), new GraphSettings());
        var numbers = Nodes.Select((n, i) => (n.Facts.Id, i)).ToDictionary(p => p.Id, p => p.i);
        foreach (var node in Nodes.Where(n => !n.IsGone))
        {
            var targets = Array.ConvertAll(Graph.PeersOf(Graph.IndexOf(node.Facts.Id)).ToArray(), p => numbers[Graph.Nodes[p].Id]);
            (node.Edges, node.HostEdges) = (Edges(node.Edges, targets), Edges(node.HostEdges, targets));
        }
    }

    private static SimulatedEdge[] Edges(SimulatedEdge[] before, int[] targets) =>
        Array.ConvertAll(targets, t => before.FirstOrDefault(b => b.Target == t && b.Rounds > 0) with { Target = t });

    private static NodeFacts Facts(NodeId id, int index, int zones) =>
        new()
        {
            Id = id,
            Name = $"node-{index}",
            Zone = zones == 1 ? "" : $"{(char)('a' + index % zones)}",
            Joined = Start.AddDays(-1),
            Canary = new CanaryFacts { Readiness = CanaryReadiness.Ready, Started = Start.AddDays(-1) },
        };

    private int NextPlan()
    {
        var next = -1;
        for (var i = 0; i < _plans.Count; i++)
        {
            if (next < 0 || _plans[i].At < _plans[next].At)
                next = i;
        }

        return next;
    }

    /// <summary>Step 0 is the first try, 1 the second one a second later, 2 the end of the round for edges that lost something.</summary>
    private void Probe(int index, int step)
    {
        var node = Nodes[index];
        if (node.IsGone)
            return;
        if (step == 0)
            _events.Enqueue((index, 0), Now + Round);
        if (!node.IsAlive || !node.AgentRuns)
            return;
        var lost = _firstLost[index];
        if (step == 0)
        {
            var any = false;
            for (var e = 0; e < 2 * node.Edges.Length; e++)
                any |= lost[e] = !Passes(node, Nodes[Edge(node, e).Target]) || _random.NextDouble() < ResidualFailure;
            if (any)
                _events.Enqueue((index, 1), Now + 2);
            else
                End(index);
            return;
        }

        End(index);
    }

    private void End(int index)
    {
        var node = Nodes[index];
        var (changed, lost) = (false, _firstLost[index]);
        for (var e = 0; e < 2 * node.Edges.Length; e++)
        {
            ref var edge = ref Edge(node, e);
            // A residual failure is one of both tries; other losses are tried again.
            var failed = lost[e] && (ResidualFailure > 0 || !Passes(node, Nodes[edge.Target]));
            changed |= failed != ((edge.Failed & 1) != 0);
            edge.Add(lost[e], failed);
            lost[e] = false;
        }

        node.Rounds++;
        if (changed || node.Rounds == 1)
        {
            HasNews = true;
            SimulatedReports.Send(this, index, Now);
        }
        else if (Now - node.Reported >= 30 - Round / 2)
        {
            SimulatedReports.Send(this, index, Now);
        }
    }

    /// <summary>The canary's edges, then the prober's.</summary>
    private static ref SimulatedEdge Edge(SimulatedNode node, int index) =>
        ref index < node.Edges.Length ? ref node.Edges[index] : ref node.HostEdges[index - node.Edges.Length];

    private bool Passes(SimulatedNode from, SimulatedNode to)
    {
        if (!from.Reaches || !to.Reaches || !to.AgentRuns || !to.IsKnown || IsCut(from, to))
            return false;
        var loss = DatagramLoss + from.Loss + to.Loss;
        if (loss + from.LossIn + to.LossIn == 0)
            return true;
        // A request meets what its target loses of what comes in, its answer what the sender does.
        return _random.NextDouble() < (1 - loss) * (1 - loss) * (1 - from.LossIn) * (1 - to.LossIn);
    }
}
