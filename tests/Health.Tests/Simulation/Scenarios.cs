using CniOperator.Health.Kubelet;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>What is done with simulated clusters, and what is measured.</summary>
internal static class Scenarios
{
    /// <summary>
    /// A share of the nodes is faulty (half of them dead, half with their overlay blocked) and some edges fail by chance in every round:
    /// which nodes are named, from the fourth round on.
    /// </summary>
    internal static Accuracy Localise(int count, double faulty, double residual, int seed)
    {
        var cluster = new SimulatedCluster(count, seed) { ResidualFailure = residual };
        var random = new Random(seed + 1);
        cluster.RunTo(5);
        cluster.Judge();
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        var bad = order.Take((int)(faulty * count)).ToHashSet();
        foreach (var node in bad)
        {
            cluster.Nodes[node].IsAlive = node % 2 != 0;
            cluster.Nodes[node].IsBlocked = node % 2 != 0;
        }

        var accuracy = new Accuracy();
        for (var round = 1; round <= 8; round++)
        {
            cluster.RunTo(5 + round * SimulatedCluster.Round);
            var named = Named(cluster.Judge());
            var right = named.Count(n => bad.Contains(n));
            if (round >= 4)
                accuracy = accuracy.Plus(new Accuracy(right, named.Count - right, bad.Count - right));
        }

        return accuracy;
    }

    /// <summary>
    /// One node breaks: the seconds until it, and no other, is named. Judged at most every half second, when something came.
    /// </summary>
    internal static double TimeToVerdict(int count, bool dead, int seed)
    {
        var cluster = new SimulatedCluster(count, seed);
        var (victim, begin) = (seed % count, 20 + seed * 0.37 % SimulatedCluster.Round);
        cluster.RunTo(begin);
        cluster.Judge();
        (cluster.Nodes[victim].IsAlive, cluster.Nodes[victim].IsBlocked) = (!dead, !dead);
        for (var time = 0.5; time < 60; time += 0.5)
        {
            cluster.RunTo(begin + time);
            if (!cluster.HasNews)
                continue;
            var named = Named(cluster.Judge());
            if (named.Any(n => n != victim))
                return double.NaN;
            if (named.Count > 0)
                return time;
        }

        return double.PositiveInfinity;
    }

    /// <summary>Nothing happens but that some datagrams are lost: all verdicts of a time, by scope.</summary>
    internal static Dictionary<VerdictScope, int> Idle(int count, double hours, double loss, int seed, double every = 10) =>
        Watch(new SimulatedCluster(count, seed) { DatagramLoss = loss }, hours * 3600, every);

    /// <summary>Every canary is replaced, a tenth of them at a time.</summary>
    internal static Dictionary<VerdictScope, int> RollingRestart(int count, int seed)
    {
        var cluster = new SimulatedCluster(count, seed) { DatagramLoss = 0.001 };
        var (random, at, batch) = (new Random(seed), 60.0, Math.Max(1, count / 10));
        for (var i = 0; i < count; i += batch)
        {
            foreach (var node in cluster.Nodes.Skip(i).Take(batch))
                Restart(cluster, node, at + random.NextDouble() * 3, 4 + random.NextDouble() * 6, 1 + random.NextDouble() * 4);
            at += 15;
        }

        return Watch(cluster, at + 120, 1);
    }

    /// <summary>A tenth of the nodes is cordoned, switched off, and then deleted.</summary>
    internal static Dictionary<VerdictScope, int> ScaleDown(int count, int seed)
    {
        var cluster = new SimulatedCluster(count, seed) { DatagramLoss = 0.001 };
        var (random, last) = (new Random(seed), 0.0);
        foreach (var node in cluster.Nodes.Take(count / 10))
        {
            var at = 30 + random.NextDouble() * 60;
            last = Math.Max(last, at + 140);
            cluster.Plan(at, () => node.Facts = node.Facts with { Schedulable = false });
            cluster.Plan(at + 20, () => node.IsAlive = false);
            cluster.Plan(at + 65, () => node.Facts = node.Facts with { Ready = false });
            cluster.Plan(at + 80, () =>
            {
                node.IsGone = true;
                cluster.MakeGraph();
            });
        }

        return Watch(cluster, last + 60, 1);
    }

    /// <summary>Two zones of three do not reach each other from some moment on: all verdicts until a minute after.</summary>
    internal static Dictionary<VerdictScope, int> ZoneSplit(int count, int seed)
    {
        var cluster = new SimulatedCluster(count, seed, zones: 3);
        cluster.Plan(30, () =>
            cluster.IsCut = (from, to) => from.Facts.Zone != to.Facts.Zone && from.Facts.Zone != "c" && to.Facts.Zone != "c"
        );
        return Watch(cluster, 90, 0.5);
    }

    /// <summary>From some moment on no pod reaches another: all verdicts until a minute after.</summary>
    internal static Dictionary<VerdictScope, int> Blackout(int count, int seed)
    {
        var cluster = new SimulatedCluster(count, seed);
        cluster.Plan(30, () => cluster.IsCut = (_, _) => true);
        return Watch(cluster, 90, 0.5);
    }

    /// <summary>A part of the nodes, without a zone that says so, no longer reaches the rest.</summary>
    internal static Dictionary<VerdictScope, int> Split(int count, double part, int seed)
    {
        var cluster = new SimulatedCluster(count, seed);
        var inside = cluster.Nodes.Take((int)(part * count)).ToHashSet();
        cluster.Plan(30, () => cluster.IsCut = (from, to) => inside.Contains(from) != inside.Contains(to));
        return Watch(cluster, 90, 0.5);
    }

    /// <summary>All machines of one zone of three are switched off.</summary>
    internal static Dictionary<VerdictScope, int> ZoneDown(int count, int seed)
    {
        var cluster = new SimulatedCluster(count, seed, zones: 3);
        cluster.Plan(30, () =>
        {
            foreach (var node in cluster.Nodes.Where(n => n.Facts.Zone == "c"))
                node.IsAlive = false;
        });
        return Watch(cluster, 90, 0.5);
    }

    /// <summary>
    /// One node loses a share of its packets: the minutes until it is named for that, and whether anything else was named.
    /// </summary>
    /// <param name="count">How many nodes.</param>
    /// <param name="loss">The share of packets.</param>
    /// <param name="inward">Only of those that come in: a probe meets it once, as request or as answer.</param>
    /// <param name="seed">Makes what is random.</param>
    internal static (double Minutes, int Others) TimeToLoss(int count, double loss, bool inward, int seed)
    {
        var cluster = new SimulatedCluster(count, seed) { DatagramLoss = 0.0002 };
        var (victim, others, begin) = ($"node-{seed % count}", new HashSet<string>(), 60 + 7.0 * seed);
        cluster.Plan(begin, () =>
            (cluster.Nodes[seed % count].Loss, cluster.Nodes[seed % count].LossIn) = inward ? (0.0, loss) : (loss, 0.0)
        );
        for (var time = 5.0; time < begin + 7200; time += 5)
        {
            cluster.RunTo(time);
            foreach (var verdict in cluster.Judge().Verdicts)
            {
                if (verdict.Subject.Name == victim && verdict.Class == FaultClass.PacketLoss)
                    return ((time - begin) / 60, others.Count);
                if (verdict.Subject.Name != victim)
                    others.Add(verdict.Subject.Name);
            }
        }

        return (double.PositiveInfinity, others.Count);
    }

    private static void Restart(SimulatedCluster cluster, SimulatedNode node, double at, double takes, double learned)
    {
        var before = node.Facts.Canary;
        cluster.Plan(at, () => node.Facts = node.Facts with { Canary = before! with { Terminating = true } });
        cluster.Plan(at + 1, () => (node.AgentRuns, node.IsKnown) = (false, false));
        cluster.Plan(at + 1 + takes, () =>
        {
            (node.AgentRuns, node.Rounds, node.Boot) = (true, 0, node.Boot + 1);
            for (var e = 0; e < node.Edges.Length; e++)
                node.Edges[e] = node.HostEdges[e] = new SimulatedEdge { Target = node.Edges[e].Target };
            node.Facts = node.Facts with
            {
                Canary = new CanaryFacts { Readiness = CanaryReadiness.Ready, Started = SimulatedCluster.At(cluster.Now) },
            };
        });
        cluster.Plan(at + 1 + takes + learned, () => node.IsKnown = true);
    }

    private static Dictionary<VerdictScope, int> Watch(SimulatedCluster cluster, double seconds, double every)
    {
        var seen = new HashSet<(VerdictScope, HealthArea, VerdictSubject, DateTimeOffset)>();
        for (var time = every; time <= seconds; time += every)
        {
            cluster.RunTo(time);
            if (!cluster.HasNews && time % 10 > every / 2)
                continue;
            foreach (var verdict in cluster.Judge().Verdicts)
            {
                if (verdict.Alarm)
                    seen.Add((verdict.Scope, verdict.Area, verdict.Subject, verdict.Since));
            }
        }

        return seen.GroupBy(v => v.Item1).ToDictionary(g => g.Key, g => g.Count());
    }

    private static List<int> Named(HealthJudgement judgement) =>
        [
            .. judgement
                .Verdicts.Where(v => v is { Scope: VerdictScope.Node, Area: HealthArea.PodToPod })
                .Select(v => int.Parse(v.Subject.Name.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture)),
        ];
}
