using CniOperator.Agent.Rounds;
using CniOperator.Agent.Tests.Support;
using CniOperator.Health.Peers;
using CniOperator.Health.Wire;
using CsCheck;

namespace CniOperator.Agent.Tests.Rounds;

public sealed class PeerCacheTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Without_word_of_the_operator_a_list_holds_fifteen_minutes_and_no_longer()
    {
        var cache = new PeerCache(0);
        var list = Lists.Of(3) with { Settings = new ProbeSettings { Lifetime = TimeSpan.FromDays(1) } };
        cache.Accept(list, Start);
        Assert.NotNull(cache.Current(Start.AddMinutes(15)));
        Assert.Null(cache.Current(Start.AddMinutes(15).AddSeconds(1)));
        Assert.Equal(0UL, cache.Version);
        Assert.True(cache.NeedsList(Start.AddMinutes(16)));
    }

    [Fact]
    public void An_acknowledgement_prolongs_it()
    {
        var cache = new PeerCache(0);
        cache.Accept(Lists.Of(3), Start);
        cache.Confirm(Ack(1, known: true), Start.AddMinutes(14));
        Assert.NotNull(cache.Current(Start.AddMinutes(28)));
    }

    [Fact]
    public void A_newer_version_or_half_of_its_life_asks_for_another()
    {
        var cache = new PeerCache(0);
        cache.Accept(Lists.Of(3), Start);
        Assert.False(cache.NeedsList(Start.AddMinutes(7)));
        Assert.True(cache.NeedsList(Start.AddMinutes(8)));
        cache.Confirm(Ack(2, known: true), Start.AddMinutes(8));
        Assert.True(cache.NeedsList(Start.AddMinutes(8)));
        cache.Accept(Lists.Of(3, version: 2), Start.AddMinutes(8));
        Assert.False(cache.NeedsList(Start.AddMinutes(8)));
    }

    [Fact]
    public void A_node_that_the_operator_does_not_know_asks_again_and_its_list_ends()
    {
        var cache = new PeerCache(0);
        cache.Accept(Lists.Of(3), Start);
        cache.Confirm(Ack(1, known: false), Start.AddMinutes(10));
        Assert.True(cache.NeedsList(Start.AddMinutes(10)));
        Assert.Null(cache.Current(Start.AddMinutes(16)));
    }

    [Fact]
    public void No_list_makes_rounds_shorter_than_a_second() =>
        Any_interval.Check(interval =>
        {
            var list = Lists.Of(3) with
            {
                Settings = new ProbeSettings { Interval = interval, Roaming = 255 },
            };
            var accepted = new PeerCache(0).Accept(list, Start);
            Assert.InRange(accepted.Settings.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
            Assert.InRange(accepted.Settings.Roaming, 0, 32);
        });

    [Fact]
    public void A_walk_meets_every_other_node_as_often_as_any_other() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.Int[0, 1_000_000])
            .Check(
                (others, roaming, start) =>
                {
                    var cache = new PeerCache(start);
                    var list = Lists.Of(1, others: others);
                    cache.Accept(list with { Settings = list.Settings with { Roaming = roaming } }, Start);
                    var met = new List<int>();
                    var rounds = (others + Math.Min(roaming, others) - 1) / Math.Min(roaming, others);
                    for (var round = 0; round < rounds; round++)
                    {
                        if (cache.NeedsWindow() is { } from)
                            cache.Accept(Window(from, others, holds: 16));
                        met.AddRange(cache.Walk().Select(p => int.Parse(p.Canary.IPv4.ToString().Split('.')[2])));
                    }
                    Assert.Equal(rounds * Math.Min(roaming, others), met.Count);
                    Assert.Equal(others, met.Distinct().Count());
                }
            );

    [Fact]
    public void A_window_of_another_version_is_not_walked()
    {
        var cache = new PeerCache(0);
        cache.Accept(Lists.Of(1, version: 1, others: 30), Start);
        cache.Accept(Window(0, 30, holds: 16));
        cache.Accept(Lists.Of(1, version: 2, others: 30), Start);
        Assert.Empty(cache.Walk());
        Assert.NotNull(cache.NeedsWindow());
    }

    private static Gen<TimeSpan> Any_interval => Gen.Long[0, TimeSpan.TicksPerHour].Select(TimeSpan.FromTicks);

    private static RoamingWindow Window(int from, int others, int holds) =>
        new(1, from, others, [.. Enumerable.Range(0, Math.Min(holds, others)).Select(i => Lists.Peer((from + i) % others))]);

    private static ReportAck Ack(ulong version, bool known) => new(1, 1, version, known, true, 1);
}
