using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

public sealed class Where_a_fault_is
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(60)]
    public void A_cluster_in_which_all_is_well_has_no_verdict_and_proves_everything(int count)
    {
        var judgement = new World(count).Settled().Pass();
        Assert.Empty(judgement.Verdicts);
        Assert.All(judgement.Areas, a => Assert.True(a.Proof == Proof.Pass, $"{a}"));
        Assert.Equal(new HealthCounts(count, count, count, 0, 0, 0, 0), judgement.Counts);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(60)]
    public void One_node_that_is_cut_off_is_named_and_no_other(int count)
    {
        var world = new World(count).Settled();
        world.CutOff(1);
        Named(world.Pass(), "node-1");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(60)]
    public void One_node_that_is_dead_is_named_though_what_it_said_last_was_that_all_is_well(int count)
    {
        var world = new World(count).Settled();
        world.Kill(1);
        Named(world.Pass(), "node-1");
    }

    [Fact]
    public void Of_two_nodes_only_the_way_between_them_is_named_and_after_two_rounds()
    {
        var world = new World(2).Settled();
        world.CutOff(1, rounds: 1);
        Assert.Empty(world.Pass(2).Verdicts);
        world.CutOff(1, rounds: 3);
        var verdict = Assert.Single(world.Pass().Verdicts);
        Assert.Equal((VerdictScope.Link, "node-0 - node-1"), (verdict.Scope, verdict.Subject.Name));
    }

    [Fact]
    public void The_only_node_is_judged_by_its_own_pods_its_kubelet_Services_and_DNS()
    {
        var world = new World(1).Settled();
        var judgement = world.Pass();
        Assert.Equal(
            [Proof.Pass, Proof.Pass, Proof.Pass, Proof.Pass, Proof.NotApplicable, Proof.Pass],
            judgement.Areas.Select(a => a.Proof)
        );
        Assert.Equal(NodeState.Healthy, judgement.Nodes[0].State);
        world.FailAt(0, ProbeFault.Timeout, ProbeKind.PodToPodSameNode);
        Assert.Equal(FaultClass.SameNodeBroken, Assert.Single(world.Pass().Verdicts).Class);
    }

    [Fact]
    public void A_single_way_is_a_link_once_two_rounds_of_three_failed()
    {
        var world = new World(12).Settled();
        var target = world.IndexOf(world.Canary[0][0].Target);
        Cut(1);
        Assert.Empty(world.Pass(2).Verdicts);
        Cut(5);
        var verdict = Assert.Single(world.Pass().Verdicts);
        Assert.Equal(VerdictScope.Link, verdict.Scope);
        Assert.Contains("node-0", verdict.Subject.Name, StringComparison.Ordinal);

        void Cut(uint rounds) => world.Fail(ProbeKind.PodToPod, (from, to) => from == 0 && to == target, rounds: rounds);
    }

    [Fact]
    public void A_way_that_only_a_moving_probe_saw_is_a_link_too()
    {
        var world = new World(60).Settled();
        var far = Enumerable.Range(1, 59).First(i => world.Canary[0].All(e => e.Target != world.Nodes[i].Id));
        world.Canary[0].Add(World.Edge(ProbeKind.PodToPodRoaming, world.Nodes[far].Id) with { Failed = 3, Rounds = 2 });
        Assert.Equal(VerdictScope.Link, Assert.Single(world.Pass().Verdicts).Scope);
    }

    [Fact]
    public void Several_nodes_are_named_and_none_of_their_neighbours()
    {
        var world = new World(60).Settled();
        int[] bad = [3, 17, 18, 40, 41, 42, 59];
        foreach (var node in bad)
            world.CutOff(node);
        var judgement = world.Pass();
        judgement = world.Pass();
        judgement = world.Pass();
        Assert.Equal(bad.Select(i => $"node-{i}"), judgement.Verdicts.Select(v => v.Subject.Name).OrderBy(n => int.Parse(n[5..])));
        Assert.All(judgement.Verdicts, v => Assert.Equal(VerdictScope.Node, v.Scope));
    }

    [Fact]
    public void Two_zones_that_do_not_reach_each_other_are_one_verdict()
    {
        var world = new World(60, zones: 3).Settled();
        world.Fail(ProbeKind.PodToPod, (from, to) => from % 3 + to % 3 == 1 && from % 3 != to % 3);
        var verdict = Assert.Single(world.Pass().Verdicts);
        Assert.Equal((VerdictScope.ZonePair, "zone a - zone b"), (verdict.Scope, verdict.Subject.Name));
        Assert.Equal(verdict.Evidence.InTotal, verdict.Evidence.InFailed);
    }

    [Fact]
    public void A_zone_of_one_node_that_is_cut_off_is_a_node()
    {
        var world = new World(3, zones: 3).Settled();
        world.CutOff(2);
        Named(world.Pass(), "node-2");
    }

    [Fact]
    public void When_nothing_works_it_is_the_cluster()
    {
        var world = new World(60).Settled();
        world.Fail(ProbeKind.PodToPod, (_, _) => true);
        var verdict = Assert.Single(world.Pass().Verdicts);
        Assert.Equal((VerdictScope.Global, "cluster"), (verdict.Scope, verdict.Subject.Name));
        Assert.Equal(Proof.Fail, world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void Three_nodes_of_which_none_reaches_another_are_the_cluster()
    {
        var world = new World(3).Settled();
        world.Fail(ProbeKind.PodToPod, (_, _) => true);
        Assert.Equal(VerdictScope.Global, Assert.Single(world.Pass().Verdicts).Scope);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(60, 15)]
    public void A_part_whose_nodes_reach_each_other_is_a_split_and_not_so_many_faulty_nodes(int count, int part)
    {
        var world = new World(count).Settled();
        world.Fail(ProbeKind.PodToPod, (from, to) => from < part != to < part);
        var judgement = world.Pass();
        Assert.Equal(FaultClass.NetworkSplit, Assert.Single(judgement.Verdicts).Class);
    }

    [Fact]
    public void A_fault_of_one_family_is_found_and_says_which()
    {
        var world = new World(12) { Expected = new() { Families = [Reports.AddressFamily.IPv4, Reports.AddressFamily.IPv6] } };
        foreach (var edges in world.Canary)
        {
            foreach (var edge in edges.Where(e => e.Kind == ProbeKind.PodToPod).ToList())
                edges.Add(edge with { Family = Reports.AddressFamily.IPv6 });
        }

        world.Settled();
        world.Change(
            ProbeKind.PodToPod,
            (from, to) => from == 4 || to == 4,
            e => e.Family == Reports.AddressFamily.IPv6 ? e with { Failed = 7, Fault = ProbeFault.Timeout } : e
        );
        var judgement = world.Pass();
        Named(judgement, "node-4");
        Assert.StartsWith("IPv6", judgement.Verdicts[0].Evidence.Notes, StringComparison.Ordinal);
    }

    private static void Named(HealthJudgement judgement, string name)
    {
        var verdict = Assert.Single(judgement.Verdicts, v => v.Area == HealthArea.PodToPod);
        Assert.Equal((VerdictScope.Node, name, true), (verdict.Scope, verdict.Subject.Name, verdict.Alarm));
        Assert.Equal(Proof.Fail, judgement[HealthArea.PodToPod].Proof);
        Assert.Contains(name, judgement[HealthArea.PodToPod].Message, StringComparison.Ordinal);
        Assert.Equal([name], judgement.Nodes.Where(n => n.State == NodeState.Faulty).Select(n => n.Name));
    }
}
