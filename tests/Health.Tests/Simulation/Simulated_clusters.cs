using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>Small and short ones; the benchmark command <c>health-simulation</c> has the large and the long ones.</summary>
public sealed class Simulated_clusters
{
    [Theory]
    [InlineData(100, 0.05)]
    [InlineData(100, 0.2)]
    [InlineData(300, 0.2)]
    public void Nearly_all_faulty_nodes_are_named_and_nearly_no_others(int count, double faulty)
    {
        var sum = new Accuracy();
        for (var seed = 0; seed < 10; seed++)
            sum = sum.Plus(Scenarios.Localise(count, faulty, residual: 0.001, seed));
        Assert.True(
            sum is { Precision: >= 0.999, Recall: >= 0.995 },
            $"{sum}: precision {sum.Precision:0.0000}, recall {sum.Recall:0.0000}"
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_that_breaks_is_named_within_seconds(bool dead)
    {
        var times = Enumerable.Range(0, 60).Select(seed => Scenarios.TimeToVerdict(100, dead, seed)).Order().ToArray();
        Assert.DoesNotContain(double.NaN, times);
        Assert.InRange(times[times.Length / 2], 1, 7);
        Assert.InRange(times[^1], 1, 12);
    }

    [Fact]
    public void An_hour_in_which_some_datagrams_are_lost_has_no_verdict() => Assert.Empty(Scenarios.Idle(100, 1, loss: 0.001, seed: 1));

    [Fact]
    public void A_rolling_restart_of_the_agents_has_no_verdict() => Assert.Empty(Scenarios.RollingRestart(100, seed: 2));

    [Fact]
    public void A_tenth_of_the_nodes_that_is_removed_makes_no_verdict() => Assert.Empty(Scenarios.ScaleDown(100, seed: 3));

    [Fact]
    public void When_no_pod_reaches_another_it_is_the_cluster_from_the_first_moment_to_the_last()
    {
        for (var seed = 0; seed < 3; seed++)
            Assert.Equal(new Dictionary<VerdictScope, int> { [VerdictScope.Global] = 1 }, Scenarios.Blackout(150, seed));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.4)]
    public void A_cluster_that_falls_apart_is_one_verdict(double part)
    {
        for (var seed = 0; seed < 3; seed++)
            Assert.Equal(new Dictionary<VerdictScope, int> { [VerdictScope.Global] = 1 }, Scenarios.Split(150, part, seed));
    }

    [Fact]
    public void A_zone_whose_machines_are_off_is_cut_off_from_both_others_and_not_so_many_nodes()
    {
        for (var seed = 0; seed < 3; seed++)
            Assert.Equal(new Dictionary<VerdictScope, int> { [VerdictScope.ZonePair] = 2 }, Scenarios.ZoneDown(150, seed));
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.1, 1)]
    [InlineData(0.03, 5)]
    [InlineData(0.01, 10)]
    public void A_node_that_loses_packets_is_named_for_that_and_no_link_of_it(double loss, double minutes)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var (took, others) = Scenarios.TimeToLoss(60, loss, inward: true, seed);
            Assert.InRange(took, 0, minutes);
            Assert.Equal(0, others);
        }
    }

    [Fact]
    public void Two_zones_that_lose_each_other_are_one_verdict_from_the_first_moment_to_the_last()
    {
        for (var seed = 0; seed < 3; seed++)
            Assert.Equal(new Dictionary<VerdictScope, int> { [VerdictScope.ZonePair] = 1 }, Scenarios.ZoneSplit(150, seed));
    }
}
