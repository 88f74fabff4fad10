using CniOperator.Health.Graph;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

public sealed class What_is_not_known
{
    [Fact]
    public void Without_a_report_everything_is_unknown()
    {
        var world = new World(12);
        world.Silent.UnionWith(Enumerable.Range(0, 12));
        for (var i = 0; i < 20; i++)
        {
            var judgement = world.Pass();
            Assert.All(judgement.Areas, a => Assert.Equal(Proof.Unknown, a.Proof));
            Assert.All(judgement.Nodes, n => Assert.Equal(NodeState.Unknown, n.State));
            Assert.Equal(0, judgement.Counts.Reporting);
        }
    }

    [Fact]
    public void In_the_first_round_nothing_is_known()
    {
        var world = new World(12) { Rounds = 0 };
        var judgement = world.Pass();
        Assert.Equal(Proof.Unknown, judgement[HealthArea.PodToPod].Proof);
        Assert.Equal(Proof.Unknown, judgement[HealthArea.Coverage].Proof);
        Assert.All(judgement.Nodes, n => Assert.Equal(NodeState.Unknown, n.State));
    }

    [Fact]
    public void Nodes_are_what_is_expected_and_not_those_that_report()
    {
        var world = new World(12);
        world.Silent.UnionWith([7, 8]);
        var judgement = world.Settled().Pass();
        Assert.Equal(
            (12, 10, 10, 2),
            (judgement.Counts.Expected, judgement.Counts.Reporting, judgement.Counts.Healthy, judgement.Counts.Unknown)
        );
        Assert.Equal(Proof.Unknown, judgement[HealthArea.PodToPod].Proof);
        Assert.Equal(Proof.Fail, judgement[HealthArea.Coverage].Proof);
        Assert.Contains("node-7", judgement[HealthArea.Coverage].Message, StringComparison.Ordinal);
        // Others reach it: the network has no fault, and no one is paged for it.
        Assert.Empty(judgement.Verdicts);
    }

    [Fact]
    public void An_agent_that_falls_silent_makes_its_node_unknown_after_a_while_and_never_healthy()
    {
        var world = new World(12).Settled();
        world.Silent.Add(3);
        var states = Enumerable.Range(0, 12).Select(_ => world.Pass().Nodes[3].State).ToList();
        Assert.Equal(NodeState.Healthy, states[0]);
        Assert.Equal(NodeState.Unknown, states[^1]);
        Assert.Equal(Proof.Unknown, world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void When_all_fall_silent_what_was_proven_becomes_unknown_and_nothing_red()
    {
        var world = new World(12).Settled();
        world.Silent.UnionWith(Enumerable.Range(0, 12));
        HealthJudgement judgement = world.Pass();
        for (var i = 0; i < 20; i++)
        {
            judgement = world.Pass();
            Assert.DoesNotContain(judgement.Areas, a => a.Proof == Proof.Fail);
            Assert.Empty(judgement.Verdicts);
        }

        Assert.All(judgement.Areas, a => Assert.Equal(Proof.Unknown, a.Proof));
    }

    [Fact]
    public void A_verdict_stays_while_no_one_can_say_that_it_is_over()
    {
        var world = new World(12).Settled();
        world.CutOff(4);
        var since = Assert.Single(world.Pass().Verdicts).Since;
        world.Silent.UnionWith(Enumerable.Range(0, 12));
        for (var i = 0; i < 30; i++)
            Assert.Equal(since, Assert.Single(world.Pass().Verdicts).Since);
        world.Heal();
        for (var i = 0; i < 4; i++)
            world.Pass();
        Assert.Empty(world.Judge().Verdicts);
    }

    [Fact]
    public void An_outage_of_the_API_server_turns_nothing_red()
    {
        var world = new World(12).Settled();
        world.StaleLeases.UnionWith(Enumerable.Range(0, 12));
        for (var i = 0; i < 60; i++)
        {
            world.NodesAge += TimeSpan.FromSeconds(10);
            var judgement = world.Pass();
            Assert.Empty(judgement.Verdicts);
            Assert.DoesNotContain(judgement.Areas, a => a.Proof == Proof.Fail);
            Assert.Equal(Proof.Pass, judgement[HealthArea.PodToPod].Proof);
        }
    }

    [Fact]
    public void Leases_that_no_kubelet_can_renew_are_the_API_server_and_not_the_kubelets()
    {
        var world = new World(12).Settled();
        world.StaleLeases.UnionWith(Enumerable.Range(0, 12));
        for (var i = 0; i < 10; i++)
            Assert.Empty(world.Pass().Verdicts);
    }

    [Fact]
    public void An_API_server_that_is_away_hides_no_fault_that_probes_see()
    {
        var world = new World(12).Settled();
        world.NodesAge = TimeSpan.FromMinutes(10);
        world.CutOff(4);
        Assert.Equal("node-4", Assert.Single(world.Pass().Verdicts).Subject.Name);
    }

    [Fact]
    public void An_operator_that_hears_only_its_own_node_names_no_one()
    {
        // Its node is cut off from all others: their last words are that all is well, and then nothing.
        var world = new World(12).Settled();
        world.Silent.UnionWith(Enumerable.Range(1, 11));
        world.CutOff(0, rounds: 1);
        for (var rounds = 1; rounds < 20; rounds++)
        {
            world.CutOff(0, rounds: (1u << Math.Min(rounds, 31)) - 1);
            var judgement = world.Pass();
            Assert.Empty(judgement.Verdicts);
            Assert.DoesNotContain(judgement.Areas, a => a.Proof == Proof.Fail);
        }
    }

    [Fact]
    public void Half_of_the_agents_a_peer_list_behind_turn_nothing()
    {
        var world = new World(60).Settled();
        // Two nodes have left and two joined; every second agent still follows the old list.
        var nodes = world
            .Nodes[2..]
            .Concat(Enumerable.Range(100, 2).Select(i => Joining(world, 0) with { Id = NodeId.Of($"uid-{i}"), Name = $"node-{i}" }))
            .ToArray();
        var old = world.Graph;
        world.Graph = ProbeGraph.Of(nodes.Select(n => new GraphNode(n.Id, "")), new GraphSettings());
        var reports = world.Facts.Reports.Where(r => nodes.Any(n => n.Id == r.Report.Node)).ToArray();
        for (var i = 0; i < reports.Length; i += 2)
            reports[i] = reports[i] with { Report = reports[i].Report with { Peers = 6 } };
        var judgement = VerdictEngine.Judge(world.Facts with { Nodes = nodes, Reports = reports }, world.State);
        Assert.Empty(judgement.Verdicts);
        Assert.Equal(Proof.Pass, judgement[HealthArea.PodToPod].Proof);
        Assert.Equal(Proof.Pass, judgement[HealthArea.Coverage].Proof);
        Assert.NotEqual(old.Nodes[0].Id, NodeId.None);
    }

    [Theory]
    [InlineData(NodeNotes.NotReady)]
    [InlineData(NodeNotes.Cordoned)]
    [InlineData(NodeNotes.Leaving)]
    [InlineData(NodeNotes.Joining)]
    public void A_node_that_is_not_ready_cordoned_leaving_or_joining_is_shown_and_raises_no_alarm(NodeNotes note)
    {
        var world = new World(12).Settled();
        world.Nodes[4] = note switch
        {
            NodeNotes.NotReady => world.Nodes[4] with { Ready = false },
            NodeNotes.Cordoned => world.Nodes[4] with { Schedulable = false },
            NodeNotes.Leaving => world.Nodes[4] with { Leaving = true },
            _ => world.Nodes[4] with { Joined = world.Now, Canary = null },
        };
        world.Kill(4);
        var judgement = world.Pass();
        var verdict = Assert.Single(judgement.Verdicts);
        Assert.False(verdict.Alarm);
        Assert.Equal((NodeState.Faulty, note), (judgement.Nodes[4].State, judgement.Nodes[4].Notes));
        Assert.Equal(1, judgement.Counts.Excused);
        Assert.All(judgement.Areas, a => Assert.Equal(Proof.Pass, a.Proof));
        // Its neighbours are not blamed either: what is not ready stays in the account.
        Assert.Equal(11, judgement.Counts.Healthy);
    }

    [Fact]
    public void In_a_new_cluster_nodes_whose_canary_has_been_well_for_a_while_count()
    {
        var world = new World(5).Settled();
        for (var i = 0; i < 5; i++)
            world.Nodes[i] = world.Nodes[i] with { Joined = world.Now };
        Assert.All(world.Pass().Areas, a => Assert.Equal(Proof.Pass, a.Proof));
        for (var i = 0; i < 5; i++)
            world.Nodes[i] = Joining(world, i);
        Assert.Equal("NoNodes", world.Pass()[HealthArea.Coverage].Reason);
    }

    private static NodeFacts Joining(World world, int node) =>
        world.Nodes[node] with
        {
            Joined = world.Now,
            Canary = world.Nodes[node].Canary! with { Started = world.Now },
        };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Most_of_a_cluster_that_was_switched_off_raises_no_alarm_for_the_rest(int zones)
    {
        var world = new World(60, zones).Settled();
        for (var i = 0; i < 60; i++)
        {
            if (zones == 1 ? i >= 20 : i % 3 != 0)
            {
                world.Nodes[i] = world.Nodes[i] with { Ready = false };
                world.Kill(i);
            }
        }

        for (var i = 0; i < 12; i++)
        {
            var judgement = world.Pass();
            Assert.DoesNotContain(judgement.Verdicts, v => v.Alarm);
            Assert.Equal(Proof.Pass, judgement[HealthArea.PodToPod].Proof);
        }

        Assert.Equal(40, world.Judge().Counts.Excused);
    }

    [Fact]
    public void A_canary_that_restarts_is_not_a_fault()
    {
        var world = new World(12).Settled();
        world.SilentCanary.Add(4);
        world.CutOff(4);
        world.Nodes[4] = world.Nodes[4] with { Canary = world.Nodes[4].Canary! with { Terminating = true } };
        Assert.Empty(world.Pass(5).Verdicts);
        world.Nodes[4] = world.Nodes[4] with
        {
            Canary = new CanaryFacts { Readiness = CanaryReadiness.Ready, Started = world.Now },
        };
        Assert.Empty(world.Pass(5).Verdicts);
        world.Heal();
        world.SilentCanary.Clear();
        for (var i = 0; i < 8; i++)
        {
            var judgement = world.Pass();
            Assert.Empty(judgement.Verdicts);
            Assert.DoesNotContain(judgement.Areas, a => a.Proof != Proof.Pass);
        }
    }

    [Fact]
    public void Reports_of_strangers_and_edges_to_them_change_nothing()
    {
        var world = new World(12).Settled();
        world.Canary[3].Add(World.Edge(ProbeKind.PodToPod, NodeId.Of("gone")) with { Failed = 7 });
        world.Pass();
        var stranger = world.Facts.Reports[0] with { };
        stranger = stranger with { Report = stranger.Report with { Node = NodeId.Of("stranger"), Edges = [] } };
        var judgement = VerdictEngine.Judge(world.Facts with { Reports = [.. world.Facts.Reports, stranger] }, world.State);
        Assert.Empty(judgement.Verdicts);
        Assert.Equal(12, judgement.Counts.Reporting);
    }

    [Fact]
    public void The_same_facts_after_the_same_state_give_the_same_judgement_in_whatever_order_they_come()
    {
        var world = new World(60, zones: 3).Settled();
        foreach (var node in new[] { 4, 9, 33 })
            world.CutOff(node);
        for (var i = 0; i < 3; i++)
            world.Pass();
        var (facts, state) = (world.Facts, world.State);
        var once = VerdictEngine.Judge(facts, state);
        var again = VerdictEngine.Judge(facts with { Nodes = [.. facts.Nodes.Reverse()], Reports = [.. facts.Reports.Reverse()] }, state);
        Assert.Equal(3, once.Verdicts.Count);
        Assert.Equal(once.Verdicts.Select(v => (v.Subject, v.Class, v.Since)), again.Verdicts.Select(v => (v.Subject, v.Class, v.Since)));
        Assert.Equal(once.Areas, again.Areas);
        Assert.Equal(once.Counts, again.Counts);
    }

    [Fact]
    public void A_cluster_without_nodes_is_unknown()
    {
        var judgement = new World(0).Pass();
        Assert.Equal(Proof.Unknown, judgement[HealthArea.PodToPod].Proof);
        Assert.Empty(judgement.Nodes);
    }

    [Fact]
    public void A_silent_canary_whose_kubelet_says_ready_is_not_the_kubelet_s_fault()
    {
        var world = new World(12).Settled();
        world.SilentCanary.Add(2);
        for (var i = 0; i < 10; i++)
            world.Pass();
        Assert.DoesNotContain(world.Judge().Verdicts, v => v.Area == HealthArea.KubeletToPod);
        Assert.Equal(CanaryReadiness.Ready, world.Nodes[2].Canary!.Readiness);
    }
}
