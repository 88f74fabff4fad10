using CniOperator.Agent.Tests.Support;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CsCheck;

namespace CniOperator.Agent.Tests.Rounds;

public sealed class RoundPlanTests
{
    [Fact]
    public void Each_fixed_peer_is_probed_in_each_round() =>
        Assert.All(Enumerable.Range(0, 20), round =>
            Assert.Equal(8, Lists.Plan(Lists.Of(8), round).Count(p => p.Key.Kind == ProbeKind.PodToPod))
        );

    [Fact]
    public void Probes_stand_at_equal_distances_within_the_round() =>
        Gen.Select(Gen.Int[0, 16], Gen.Int[0, 1000], Gen.Int[1, 60])
            .Check(
                (peers, round, seconds) =>
                {
                    var list = Lists.Of(peers);
                    list = list with { Settings = list.Settings with { Interval = TimeSpan.FromSeconds(seconds) } };
                    var offsets = Lists.Plan(list, round).Select(p => p.Offset).ToList();
                    Assert.Equal(offsets.Order(), offsets);
                    Assert.All(offsets, o => Assert.InRange(o, TimeSpan.Zero, list.Settings.Interval));
                    var gaps = offsets.Zip(offsets.Skip(1), (a, b) => (b - a).TotalMilliseconds).ToList();
                    Assert.True(gaps.Count == 0 || gaps.Max() - gaps.Min() < 1);
                }
            );

    [Fact]
    public void Nodes_begin_their_rounds_at_different_times()
    {
        var first = Enumerable.Range(0, 100).Select(i => Lists.Plan(Lists.Of(8) with { Node = Lists.Node(i) })[0].Offset).Distinct();
        Assert.True(first.Count() > 90);
    }

    [Fact]
    public void Each_edge_gets_its_full_size_once_in_a_minute_and_never_all_at_once()
    {
        var rounds = Enumerable.Range(12, 6).Select(r => Lists.Plan(Lists.Of(8), r).Where(p => p.Key.Kind == ProbeKind.PodToPodFullSize));
        var each = rounds.Select(r => r.Select(p => p.Key.Target).ToList()).ToList();
        Assert.Equal(8, each.SelectMany(e => e).Distinct().Count());
        Assert.Equal(8, each.Sum(e => e.Count));
        Assert.All(each, e => Assert.InRange(e.Count, 1, 2));
    }

    [Fact]
    public void Bulk_goes_to_one_edge_after_the_other()
    {
        var targets = Enumerable
            .Range(0, 64)
            .SelectMany(r => Lists.Plan(Lists.Of(8), r))
            .Where(p => p.Key.Kind == ProbeKind.PodToPodBulk)
            .Select(p => p.Key.Target)
            .ToList();
        Assert.Equal(8, targets.Count);
        Assert.Equal(8, targets.Distinct().Count());
    }

    [Fact]
    public void Without_a_known_MTU_no_sizes_are_probed()
    {
        var list = Lists.Of(8) with { Settings = new ProbeSettings() };
        Assert.DoesNotContain(Enumerable.Range(0, 10).SelectMany(r => Lists.Plan(list, r)), p => p.Key.Kind == ProbeKind.PodToPodFullSize);
    }

    [Fact]
    public void A_roaming_node_that_is_a_fixed_peer_is_not_probed_twice()
    {
        var plan = Lists.Plan(Lists.Of(3), roaming: [Lists.Peer(2), Lists.Peer(9)]);
        Assert.Equal([Lists.Node(9)], plan.Where(p => p.Key.Kind == ProbeKind.PodToPodRoaming).Select(p => p.Key.Target));
    }

    [Fact]
    public void Both_families_are_probed()
    {
        var plan = Lists.Plan(Lists.Of(0) with { Fixed = [Lists.DualPeer(1)] }).Where(p => p.Key.Kind == ProbeKind.PodToPod);
        Assert.Equal([AddressFamily.IPv4, AddressFamily.IPv6], plan.Select(p => p.Key.Family));
    }

    [Fact]
    public void The_underlay_is_probed_along_failing_edges_alone()
    {
        Assert.DoesNotContain(Lists.Plan(Lists.Of(3), role: AgentRole.Prober), p => p.Key.Kind == ProbeKind.Underlay);
        var plan = Lists.Plan(Lists.Of(3), role: AgentRole.Prober, failing: k =>
            k is { Kind: ProbeKind.HostToRemotePod } && k.Target == Lists.Node(2)
        );
        var probe = Assert.Single(plan, p => p.Key.Kind == ProbeKind.Underlay);
        Assert.Equal((Lists.Host(2), Lists.Ports.Host, AgentRole.Prober), (probe.Endpoint.Address, probe.Endpoint.Port, probe.Role));
    }

    [Fact]
    public void Each_agent_probes_the_targets_of_its_place()
    {
        var address = PeerAddress.Of("10.96.0.10");
        var list = Lists.Of(0) with
        {
            DnsName = "kubernetes.default.svc.cluster.local",
            Targets = [.. Enumerable.Range(8, 9).Where(k => k != 14).Select(k => new ProbeTarget((ProbeKind)k, address, 53))],
        };
        var prober = Lists.Plan(list, role: AgentRole.Prober).Where(p => p.Endpoint.Address == address);
        Assert.Equal([ProbeKind.HostToService], prober.Select(p => p.Key.Kind));
        var canary = Lists.Plan(list).Where(p => p.Endpoint.Address == address).ToList();
        Assert.Equal(7, canary.Count);
        Assert.Equal(Lists.Node(0), canary.Single(p => p.Key.Kind == ProbeKind.ServiceLocal).Node);
        Assert.Equal(AgentRole.Echo, canary.Single(p => p.Key.Kind == ProbeKind.ServiceLocal).Role);
        Assert.Equal(Lists.Node(0), canary.Single(p => p.Key.Kind == ProbeKind.ServiceHairpin).Node);
        Assert.Equal(default, canary.Single(p => p.Key.Kind == ProbeKind.ServiceRemote).Node);
    }

    [Fact]
    public void A_cluster_without_DNS_is_not_asked_for_names()
    {
        var list = Lists.Of(0) with { Targets = [new ProbeTarget(ProbeKind.DnsByService, PeerAddress.Of("10.96.0.10"), 53)] };
        Assert.DoesNotContain(Lists.Plan(list), p => p.Key.Kind == ProbeKind.DnsByService);
    }
}
