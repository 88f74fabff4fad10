using CniOperator.Agent.Rounds;
using CniOperator.Agent.Tests.Support;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CsCheck;

namespace CniOperator.Agent.Tests.Rounds;

public sealed class JournalTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly ProbeResult Well = new(ProbeFault.None, 1, 0, 300);
    private static readonly ProbeResult Lost = new(ProbeFault.Timeout, 2, 2);

    private readonly Journal _journal = new();

    [Fact]
    public void Rounds_are_bits_with_the_newest_lowest() =>
        Gen
            .Bool.List[1, 80]
            .Check(rounds =>
            {
                var journal = new Journal();
                foreach (var failed in rounds)
                    journal.Add(Lists.Key(1), failed ? Lost : Well, Start);
                var edge = Assert.Single(journal.Edges(Start));
                Assert.Equal(Math.Min(32, rounds.Count), edge.Rounds);
                for (var i = 0; i < edge.Rounds; i++)
                    Assert.Equal(rounds[^(i + 1)], (edge.Failed >> i & 1) == 1);
                Assert.Equal(rounds[^1], edge.FailedLast);
            });

    [Fact]
    public void What_changes_is_news_and_what_stays_is_not()
    {
        Assert.True(_journal.Add(Lists.Key(1), Well, Start));
        Assert.False(_journal.Add(Lists.Key(1), Well, Start));
        Assert.True(_journal.Add(Lists.Key(1), Lost, Start));
        // Some failures count from the second one on.
        Assert.True(_journal.Add(Lists.Key(1), Lost, Start));
        Assert.False(_journal.Add(Lists.Key(1), Lost, Start));
        Assert.True(_journal.Add(Lists.Key(1), Lost with { Fault = ProbeFault.Refused }, Start));
        Assert.True(_journal.Add(Lists.Key(1), Well, Start));
    }

    [Fact]
    public void Loss_and_latency_are_of_the_last_minute()
    {
        _journal.Add(Lists.Key(1), Lost, Start);
        for (var i = 0; i < 3; i++)
            _journal.Add(Lists.Key(1), Well with { Microseconds = 100 * (i + 1) }, Start.AddSeconds(70));
        var edge = Assert.Single(_journal.Edges(Start.AddSeconds(80)));
        Assert.Equal((3, 0, 200, 300), (edge.Sent, edge.Lost, edge.MedianMicroseconds, edge.WorstMicroseconds));
        Assert.Equal(0b1000u, edge.Failed);
        Assert.Equal(ProbeFault.Timeout, edge.Fault);
    }

    [Fact]
    public void What_a_router_said_once_holds_for_the_outage()
    {
        _journal.Add(Lists.Key(1), Lost with { Fault = ProbeFault.HostUnreachable }, Start);
        _journal.Add(Lists.Key(1), Lost, Start);
        Assert.False(_journal.Add(Lists.Key(1), Lost, Start));
        Assert.Equal(ProbeFault.HostUnreachable, Assert.Single(_journal.Edges(Start)).Fault);
        _journal.Add(Lists.Key(1), Well, Start);
        _journal.Add(Lists.Key(1), Lost, Start);
        Assert.Equal(ProbeFault.Timeout, Assert.Single(_journal.Edges(Start)).Fault);
    }

    [Fact]
    public void Failing_edges_are_reported_first()
    {
        foreach (var node in Enumerable.Range(1, 8))
            _journal.Add(Lists.Key(node), node == 5 ? Lost : Well, Start);
        Assert.Equal(Lists.Node(5), _journal.Edges(Start)[0].Target);
    }

    [Fact]
    public void A_roaming_edge_is_kept_from_its_failure_until_it_was_well_three_times()
    {
        var key = Lists.Key(7, ProbeKind.PodToPodRoaming);
        Assert.False(_journal.Add(key, Well, Start));
        Assert.Empty(_journal.Edges(Start));
        Assert.Contains(_journal.WithSuspects([Lists.Peer(7)]), p => p.Node == Lists.Node(7));
        Assert.True(_journal.Add(key, Lost, Start));
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains(_journal.WithSuspects([]), p => p.Node == Lists.Node(7));
            _journal.Add(key, Well, Start);
        }
        Assert.Empty(_journal.WithSuspects([]));
        Assert.Empty(_journal.Edges(Start));
    }

    [Fact]
    public void A_roaming_probe_that_has_not_ended_keeps_its_node()
    {
        var key = Lists.Key(7, ProbeKind.PodToPodRoaming);
        _journal.WithSuspects([Lists.Peer(7)]);
        Assert.True(_journal.TryBegin(key));
        Assert.False(_journal.TryBegin(key));
        Assert.Single(_journal.WithSuspects([]));
        _journal.Abandon(key);
        Assert.Empty(_journal.WithSuspects([]));
    }

    [Fact]
    public void Edges_that_a_new_list_lacks_are_forgotten()
    {
        var service = PeerAddress.Of("10.96.0.14");
        EdgeKey[] kept = [Lists.Key(0, ProbeKind.SelfTest), Lists.Key(1), Lists.Key(2, ProbeKind.ServiceRemote)];
        EdgeKey[] gone = [Lists.Key(9), Lists.Key(1, ProbeKind.ServiceRemote), new(ProbeKind.DnsByService, default, AddressFamily.IPv4)];
        foreach (var key in kept.Concat(gone))
            _journal.Add(key, Lost, Start);
        _journal.Retain(Lists.Of(3) with { Targets = [new ProbeTarget(ProbeKind.ServiceRemote, service, 80, Lists.Node(2))] });
        Assert.Equal(kept.ToHashSet(), _journal.Edges(Start).Select(e => new EdgeKey(e.Kind, e.Target, e.Family)).ToHashSet());
    }

    [Fact]
    public void What_the_underlay_was_is_forgotten_once_pods_are_reached_again()
    {
        _journal.Add(Lists.Key(1, ProbeKind.HostToRemotePod), Lost, Start);
        _journal.Add(Lists.Key(1, ProbeKind.Underlay), Lost, Start);
        _journal.Add(Lists.Key(1, ProbeKind.HostToRemotePod), Well, Start);
        Assert.Equal([ProbeKind.HostToRemotePod], _journal.Edges(Start).Select(e => e.Kind));
    }
}
