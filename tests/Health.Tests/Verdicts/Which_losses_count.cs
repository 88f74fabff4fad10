using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Tests.Simulation;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

/// <summary>What lost probes count as a loss of packets, and when it is over.</summary>
public sealed class Which_losses_count
{
    private const int Bad = 4;

    private readonly World _world = new World(12).Settled();

    [Fact]
    public void A_loss_is_over_when_its_last_minute_is_clean()
    {
        Lose(8, 2);
        Assert.Equal(FaultClass.PacketLoss, Assert.Single(_world.Pass().Verdicts).Class);
        Lose(6, 0);
        _world.Pass();
        Assert.Empty(_world.Pass(20).Verdicts);
        for (var i = 0; i < 200; i++)
            Assert.Empty(_world.Pass().Verdicts);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0x3Fu)]
    public void What_is_lost_as_an_outage_begins_and_ends_does_not_count(uint rounds)
    {
        _world.CutOff(Bad, rounds: rounds);
        _world.Pass();
        _world.Heal();
        // Each edge lost one more probe, and its retry came through, within the minute that agents report.
        Lose(7, 1);
        for (var i = 0; i < 6; i++)
            Assert.DoesNotContain(_world.Pass().Verdicts, v => v.Class == FaultClass.PacketLoss);
        Lose(6, 0);
        for (var i = 0; i < 200; i++)
            Assert.DoesNotContain(_world.Pass().Verdicts, v => v.Class == FaultClass.PacketLoss);
    }

    [Fact]
    public void A_second_in_which_all_is_lost_is_nothing_and_another_one_neither()
    {
        for (var time = 0; time < 3; time++)
        {
            _world.Change(ProbeKind.PodToPod, (from, to) => to == Bad && from % 2 == 0, e => e with { Sent = 7, Lost = 1 });
            for (var i = 0; i < 6; i++)
                Assert.Empty(_world.Pass().Verdicts);
            Lose(6, 0);
            for (var i = 0; i < 40; i++)
                Assert.Empty(_world.Pass().Verdicts);
        }
    }

    [Fact]
    public void What_the_whole_cluster_loses_is_not_a_matter_of_one_node()
    {
        foreach (var kind in new[] { ProbeKind.PodToPod, ProbeKind.HostToRemotePod })
            _world.Change(kind, (from, to) => (from + to) % 2 == 0, e => e with { Sent = 7, Lost = 1 });
        for (var i = 0; i < 200; i++)
            Assert.Empty(_world.Pass().Verdicts);
    }

    [Fact]
    public void What_an_agent_without_processor_misses_is_not_lost()
    {
        _world.Lag[Bad] = 900;
        Lose(8, 2);
        for (var i = 0; i < 20; i++)
            Assert.DoesNotContain(_world.Pass().Verdicts, v => v.Class == FaultClass.PacketLoss);
    }

    [Theory]
    [InlineData(ProbeKind.ServiceHairpin, HealthArea.Service, FaultClass.HairpinBroken)]
    [InlineData(ProbeKind.DnsByService, HealthArea.Dns, FaultClass.DnsService)]
    [InlineData(ProbeKind.PolicyAllowed, HealthArea.PodToPod, FaultClass.PolicyTooStrict)]
    public void Loss_hides_nothing_else_that_is_wrong_at_the_node(ProbeKind kind, HealthArea area, FaultClass expected)
    {
        Lose(8, 2);
        _world.Pass();
        _world.Fail(kind, (from, _) => from == Bad, rounds: 15);
        Assert.Contains(_world.Pass().Verdicts, v => v.Area == area && v.Class == expected);
        Assert.Contains(_world.Judge().Verdicts, v => v.Class == FaultClass.PacketLoss);
    }

    [Fact]
    public void Loss_does_not_hide_a_kubelet_that_is_gone()
    {
        Lose(8, 2);
        _world.Pass();
        _world.StaleLeases.Add(Bad);
        _world.Witness[Bad] = new KubeletWitness(50, 60_000, "10.0.0.1");
        for (var i = 0; i < 5; i++)
            _world.Pass();
        Assert.Equal(
            [FaultClass.PacketLoss, FaultClass.KubeletDown],
            _world.Pass().Verdicts.Where(v => v.Subject.Name == "node-4").Select(v => v.Class)
        );
    }

    [Fact]
    public void Two_of_three_rounds_to_a_Service_that_a_loss_takes_are_the_loss()
    {
        Lose(8, 2);
        _world.Pass();
        _world.Fail(ProbeKind.ServiceRemote, (from, _) => from == Bad, rounds: 5);
        Assert.Equal(FaultClass.PacketLoss, Assert.Single(_world.Pass().Verdicts).Class);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    public void Most_packets_lost_at_random_are_a_loss_and_not_an_outage_of_the_overlay(double loss)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var cluster = new SimulatedCluster(60, seed);
            cluster.Plan(60, () => cluster.Nodes[7].Loss = loss);
            cluster.RunTo(60);
            cluster.Judge();
            for (var time = 180; time <= 600; time += 5)
            {
                cluster.RunTo(time);
                Assert.Equal(FaultClass.PacketLoss, Assert.Single(cluster.Judge().Verdicts).Class);
            }
        }
    }

    /// <summary>Each edge of the node, of pods and of the host.</summary>
    private void Lose(int sent, int lost)
    {
        foreach (var kind in new[] { ProbeKind.PodToPod, ProbeKind.HostToRemotePod })
            _world.Change(kind, (from, to) => from == Bad || to == Bad, e => e with { Sent = sent, Lost = lost });
    }
}
