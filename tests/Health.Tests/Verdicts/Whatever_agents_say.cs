using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Model;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CsCheck;

namespace CniOperator.Health.Tests.Verdicts;

/// <summary>Reports and facts without sense: no order of them, and no number in them, breaks a promise.</summary>
public sealed class Whatever_agents_say
{
    private static readonly Gen<(int Nodes, int Zones, int Seed)> Clusters = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 4], Gen.Int[0, 1 << 30]);

    [Fact]
    public void Promises_hold() =>
        Clusters.Check(
            c =>
            {
                var random = new Random(c.Seed);
                var state = VerdictState.Empty;
                var now = World.Start;
                for (var i = 0; i < 5; i++)
                {
                    now = now.AddSeconds(random.Next(0, 60));
                    var facts = Facts(c.Nodes, c.Zones, now, random);
                    var judgement = VerdictEngine.Judge(facts, state);
                    Promise(facts, judgement, state);
                    state = judgement.Next;
                }
            },
            iter: 200
        );

    private static void Promise(HealthFacts facts, HealthJudgement judgement, VerdictState before)
    {
        var counts = judgement.Counts;
        Assert.Equal(facts.Nodes.Count, counts.Expected);
        Assert.Equal(counts.Expected, counts.Healthy + counts.Faulty + counts.Suspect + counts.Unknown);
        Assert.Equal(facts.Nodes.Select(n => n.Id), judgement.Nodes.Select(n => n.Node));
        Assert.Equal(Enum.GetValues<HealthArea>(), judgement.Areas.Select(a => a.Area));
        Assert.All(judgement.Areas, a => Assert.True(a.Reason.Length > 0 && a.Message.Length > 0));
        Assert.Distinct(judgement.Verdicts.Select(v => (v.Scope, v.Area, v.Class, v.Subject)));
        Assert.Equal(Enum.GetValues<NetworkClause>(), NetworkModelJudge.Judge(facts, judgement).Select(c => c.Clause));
        foreach (var verdict in judgement.Verdicts)
        {
            Assert.True(verdict.Since <= facts.Now);
            Assert.Contains(verdict.Area, judgement.Areas.Select(a => a.Area));
            var node = judgement.Nodes.FirstOrDefault(n => n.Node == verdict.Subject.Node);
            Assert.Equal(
                verdict.Scope is VerdictScope.Node or VerdictScope.Link,
                verdict.Subject.Node != NodeId.None && node.Name is not null
            );
            Assert.False(verdict.Alarm && node.Notes != NodeNotes.None, $"{verdict}");
        }

        // No one is healthy who says nothing, and nothing is proven by silence.
        foreach (var node in judgement.Nodes.Where(n => n.State == NodeState.Healthy))
            Assert.Contains(facts.Reports, r => r.Report.Node == node.Node && r.Report.Role == AgentRole.Canary);
        if (facts.Reports.Count == 0 && before == VerdictState.Empty)
            Assert.DoesNotContain(judgement.Areas, a => a.Proof == Proof.Pass);
        Assert.True(VerdictEngine.Judge(facts, before).Verdicts.SequenceEqual(judgement.Verdicts), "the same facts, another judgement");
    }

    private static HealthFacts Facts(int count, int zones, DateTimeOffset now, Random random)
    {
        NodeFacts[] nodes = [.. Enumerable.Range(0, count).Where(_ => random.Next(12) > 0).Select(i => Node(i, zones, now, random))];
        ReceivedReport[] reports =
        [
            .. Enumerable
                .Range(0, random.Next(4) == 0 ? 0 : 2 * count)
                .Select(_ => new ReceivedReport(Report(count, random), now.AddSeconds(random.Next(-100, 10)))),
        ];
        return new HealthFacts
        {
            Now = now,
            NodesAsOf = now.AddSeconds(-random.Next(0, 80)),
            Nodes = nodes,
            Graph = ProbeGraph.Of(nodes.Select(n => new GraphNode(n.Id, n.Zone)), new GraphSettings()),
            Reports = reports,
            Policies = random.Next(3) == 0 ? ["a/b"] : [],
            Expected = new HealthExpectations
            {
                PodMtu = random.Next(2) * 1450,
                ClusterDns = random.Next(2) == 0,
                PolicyEnforced = random.Next(2) == 0,
                Families = random.Next(2) == 0 ? [AddressFamily.IPv4] : [AddressFamily.IPv4, AddressFamily.IPv6],
            },
        };
    }

    private static NodeFacts Node(int index, int zones, DateTimeOffset now, Random random) =>
        new()
        {
            Id = NodeId.Of($"uid-{index}"),
            Name = $"node-{index}",
            Zone = $"{index % zones}",
            Ready = random.Next(8) > 0,
            Schedulable = random.Next(8) > 0,
            Leaving = random.Next(12) == 0,
            Joined = now.AddSeconds(-random.Next(0, 1000)),
            Lease = random.Next(5) == 0 ? null : now.AddSeconds(-random.Next(0, 80)),
            Canary =
                random.Next(5) == 0
                    ? null
                    : new CanaryFacts
                    {
                        Readiness = (CanaryReadiness)random.Next(4),
                        Started = random.Next(5) == 0 ? null : now.AddSeconds(-random.Next(0, 300)),
                        Terminating = random.Next(9) == 0,
                        Addresses = [$"10.0.0.{random.Next(60)}"],
                    },
        };

    private static AgentReport Report(int count, Random random) =>
        new()
        {
            Node = NodeId.Of($"uid-{random.Next(count + 2)}"),
            Role = (AgentRole)random.Next(5),
            Boot = (ulong)random.Next(3),
            Sequence = (ulong)random.Next(),
            Rounds = random.Next(-1, 4),
            TimerLagMilliseconds = random.Next(-5, 2000),
            Edges = [.. Enumerable.Range(0, random.Next(30)).Select(_ => Edge(count, random))],
            Received =
            [
                .. Enumerable
                    .Range(0, random.Next(9))
                    .Select(_ => new ReceivedFrom(NodeId.Of($"uid-{random.Next(count + 2)}"), random.Next(), random.Next(-1, 90_000))),
            ],
            Kubelet = random.Next(2) == 0 ? null : new KubeletWitness(random.Next(), random.Next(-1, 90_000), ""),
        };

    private static EdgeReport Edge(int count, Random random) =>
        new()
        {
            Kind = (ProbeKind)random.Next(0, 40),
            Target = random.Next(3) == 0 ? NodeId.None : NodeId.Of($"uid-{random.Next(count + 2)}"),
            Family = (AddressFamily)random.Next(3, 8),
            Failed = random.Next(2) == 0 ? 0 : (uint)random.Next(),
            Rounds = random.Next(-1, 40),
            Sent = random.Next(-1, 20),
            Lost = random.Next(-1, 20),
            Fault = (ProbeFault)random.Next(14),
            SourceChanged = random.Next(9) == 0,
            LargestSize = random.Next(-1, 2000),
        };
}
