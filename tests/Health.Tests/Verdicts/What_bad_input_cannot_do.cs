using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;

namespace CniOperator.Health.Tests.Verdicts;

/// <summary>Datagrams and facts that are wrong, on the way that reports take: none of them turns a verdict.</summary>
public sealed class What_bad_input_cannot_do
{
    private const int Bad = 4;

    private readonly World _world = new World(12).Settled();
    private readonly WireKeys _keys = new(new WireKey(1, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    private readonly ReplayGuard _guard = new(() => 77);

    [Fact]
    public void Forged_cut_enlarged_and_random_datagrams_are_not_even_reports()
    {
        var random = new Random(1);
        var truth = Datagram(Broken(boot: 5, sequence: 9), token: 77);
        var forged = new byte[WireFormat.MaxBytes];
        var other = new WireKeys(new WireKey(1, [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 1))]));
        forged = forged[..new ReportMessage(Broken(5, 10), 77).Write(forged, other)];
        for (var i = 0; i < 300; i++)
        {
            var flipped = truth.ToArray();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            var noise = new byte[random.Next(3000)];
            random.NextBytes(noise);
            foreach (var datagram in new[] { forged, flipped, truth[..random.Next(truth.Length)], [.. truth, .. noise, 1], noise })
                Assert.False(Arrive(datagram));
        }

        Nothing_is_said();
        Assert.True(Arrive(truth));
    }

    [Fact]
    public void A_recording_of_what_was_once_true_does_not_come_back()
    {
        AgentReport[] well = [.. Enumerable.Range(0, 12).Select(i => _world.LastCanary[i].Report)];
        var recorded = Enumerable.Range(0, 12).Where(i => i != Bad).Select(i => Datagram(Broken(5, 9, i), 77)).ToArray();
        Assert.All(recorded, d => Assert.True(Arrive(d)));
        Assert.All(well, r => Assert.True(Arrive(Datagram(r with { Boot = 5, Sequence = 10 }, 77))));
        for (var i = 0; i < 5; i++)
        {
            Assert.All(recorded, d => Assert.False(Arrive(d)));
            Assert.Empty(_world.Judge().Verdicts);
        }

        // Nor to an operator that has just started and knows no agent: it wants a token that it gave out itself.
        var started = new ReplayGuard(() => 78);
        Assert.All(recorded, d => Assert.Equal(Freshness.Unproven, started.Judge(ReportMessage.Read(d, _keys)!, _world.Now)));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void A_clock_that_is_an_hour_wrong_makes_no_kubelet_dead_and_no_dead_one_alive(int minutes)
    {
        _world.LeaseSkew[Bad] = TimeSpan.FromMinutes(minutes);
        for (var i = 0; i < 20; i++)
            Assert.Empty(_world.Pass().Verdicts);
        _world.StaleLeases.Add(Bad);
        _world.Witness[Bad] = new KubeletWitness(50, 60_000, "10.0.0.1");
        for (var i = 0; i < 5; i++)
            _world.Pass();
        Assert.Equal(FaultClass.KubeletDown, Assert.Single(_world.Pass().Verdicts).Class);
    }

    [Fact]
    public void Clocks_that_are_all_wrong_are_not_an_outage()
    {
        for (var i = 0; i < 12; i++)
            _world.LeaseSkew[i] = TimeSpan.FromMinutes(i * 20 - 120);
        Nothing_is_said();
    }

    [Fact]
    public void Two_agents_that_say_the_opposite_under_one_identity_blame_no_network()
    {
        for (var i = 0; i < 12; i++)
        {
            _world.Reboot(Bad, AgentRole.Canary, i % 2 == 0 ? 900u : 901u);
            // The second one is somewhere else, and reaches no one from there.
            _world.Fail(ProbeKind.PodToPod, (from, _) => from == Bad, rounds: i % 2 == 0 ? 0u : 63u);
            Assert.DoesNotContain(_world.Pass().Verdicts, v => v.Subject.Name != $"node-{Bad}");
        }

        Assert.Contains(_world.Judge().Verdicts, v => v.Class == FaultClass.TwoAgents);
    }

    [Fact]
    public void Agents_of_a_newer_version_may_say_what_this_one_does_not_know()
    {
        foreach (var edges in _world.Canary.Where((_, i) => i % 2 == 0))
        {
            edges.Add(World.Edge((ProbeKind)31, NodeId.None) with { Failed = uint.MaxValue, Fault = (ProbeFault)200 });
            edges.Add(World.Edge((ProbeKind)200, NodeId.None) with { Failed = uint.MaxValue, Fault = (ProbeFault)200 });
        }

        Nothing_is_said();
    }

    [Fact]
    public void Agents_of_an_older_version_may_leave_out_what_this_one_knows()
    {
        for (var i = 0; i < 12; i += 2)
        {
            _world.Canary[i].RemoveAll(e => e.Kind is ProbeKind.PolicyAllowed or ProbeKind.PolicyDenied or ProbeKind.SelfTest);
            _world.Prober[i].RemoveAll(e => e.Kind is ProbeKind.HostToLocalEcho);
        }

        Nothing_is_said();
    }

    [Fact]
    public void An_agent_that_lies_about_all_others_is_the_only_one_that_is_named()
    {
        _world.Fail(ProbeKind.PodToPod, (from, _) => from == Bad);
        _world.Fail(ProbeKind.HostToRemotePod, (from, _) => from == Bad);
        for (var i = 0; i < 5; i++)
            Assert.Equal("node-4", Assert.Single(_world.Pass().Verdicts).Subject.Name);
    }

    private void Nothing_is_said()
    {
        for (var i = 0; i < 20; i++)
            Assert.Empty(_world.Pass().Verdicts);
    }

    /// <summary>What a node's canary would say if it reached none.</summary>
    private AgentReport Broken(ulong boot, ulong sequence, int node = 0)
    {
        var report = _world.LastCanary[node].Report;
        return report with
        {
            Boot = boot,
            Sequence = sequence,
            Edges = [.. report.Edges.Select(e => e with { Failed = 63, Fault = ProbeFault.Timeout })],
        };
    }

    private byte[] Datagram(AgentReport report, ulong token)
    {
        var datagram = new byte[WireFormat.MaxBytes];
        return datagram[..new ReportMessage(report, token).Write(datagram, _keys)];
    }

    /// <summary>As an operator takes it: read, judged for its freshness, and only then put in the place of the last one.</summary>
    private bool Arrive(byte[] datagram)
    {
        if (ReportMessage.Read(datagram, _keys) is not { } message)
            return false;
        if (_guard.Judge(message, _world.Now) is not (Freshness.Next or Freshness.NewProcess))
            return false;
        _world.LastCanary[_world.IndexOf(message.Report.Node)] = new ReceivedReport(message.Report, _world.Now);
        return true;
    }
}
