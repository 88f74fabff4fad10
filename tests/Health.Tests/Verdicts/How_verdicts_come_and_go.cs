using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

public sealed class How_verdicts_come_and_go
{
    private readonly World _world = new World(12).Settled();

    [Fact]
    public void A_verdict_keeps_its_beginning_while_it_lasts()
    {
        _world.CutOff(4);
        var since = Assert.Single(_world.Pass().Verdicts).Since;
        Assert.Equal(_world.Now, since);
        for (var i = 0; i < 5; i++)
            Assert.Equal(since, Assert.Single(_world.Pass().Verdicts).Since);
    }

    [Fact]
    public void It_keeps_it_when_its_class_becomes_clearer()
    {
        _world.CutOff(4);
        var since = Assert.Single(_world.Pass().Verdicts).Since;
        _world.Underlay(4, failed: true);
        var verdict = Assert.Single(_world.Pass().Verdicts);
        Assert.Equal((since, FaultClass.UnderlayDown), (verdict.Since, verdict.Class));
    }

    [Fact]
    public void It_goes_two_rounds_after_nothing_supports_it()
    {
        _world.CutOff(4);
        _world.Pass();
        _world.Heal();
        Assert.Single(_world.Pass().Verdicts);
        Assert.Equal(Proof.Fail, _world.Judge()[HealthArea.PodToPod].Proof);
        Assert.Empty(_world.Pass().Verdicts);
        Assert.Equal(Proof.Pass, _world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void A_fault_that_comes_and_goes_is_one_verdict()
    {
        _world.CutOff(4);
        var since = Assert.Single(_world.Pass().Verdicts).Since;
        for (var i = 0; i < 6; i++)
        {
            if (i % 2 == 0)
                _world.Heal();
            else
                _world.CutOff(4);
            Assert.Equal(since, Assert.Single(_world.Pass().Verdicts).Since);
        }
    }

    [Fact]
    public void One_lost_round_of_one_way_is_nothing()
    {
        _world.Fail(ProbeKind.PodToPod, (from, to) => from == 0 && to < 6, rounds: 1);
        Assert.Empty(_world.Pass().Verdicts);
    }

    [Fact]
    public void A_node_that_leaves_takes_its_verdict_along()
    {
        _world.CutOff(4);
        _world.Pass();
        var judgement = VerdictEngine.Judge(_world.Facts with { Nodes = [.. _world.Nodes.Where(n => n.Name != "node-4")] }, _world.State);
        Assert.Empty(judgement.Verdicts);
        Assert.Equal(11, judgement.Counts.Expected);
    }

    [Fact]
    public void A_verdict_of_a_node_becomes_one_of_the_cluster_when_all_breaks()
    {
        _world.CutOff(4);
        _world.Pass();
        _world.Fail(ProbeKind.PodToPod, (_, _) => true);
        Assert.Equal(VerdictScope.Global, Assert.Single(_world.Pass().Verdicts).Scope);
    }

    [Fact]
    public void A_node_that_becomes_not_ready_stays_in_the_list_without_an_alarm()
    {
        _world.Kill(4);
        Assert.True(Assert.Single(_world.Pass().Verdicts).Alarm);
        _world.Nodes[4] = _world.Nodes[4] with { Ready = false };
        var judgement = _world.Pass();
        Assert.False(Assert.Single(judgement.Verdicts).Alarm);
        Assert.Equal(Proof.Pass, judgement[HealthArea.PodToPod].Proof);
    }
}
