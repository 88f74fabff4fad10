using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

public sealed class What_a_fault_is
{
    private const int Bad = 4;

    private static readonly ProbeKind[] Services =
    [
        ProbeKind.ServiceLocal,
        ProbeKind.ServiceRemote,
        ProbeKind.ServiceHairpin,
        ProbeKind.HostToService,
    ];

    private readonly World _world = new World(12).Settled();

    [Fact]
    public void A_node_whose_own_address_answers_has_its_overlay_blocked()
    {
        _world.CutOff(Bad);
        _world.Underlay(Bad, failed: false);
        Is(FaultClass.OverlayBlocked, HealthArea.PodToPod);
    }

    [Fact]
    public void A_node_whose_own_address_does_not_answer_is_cut_off_beneath_and_down_once_its_Lease_is_old()
    {
        _world.Kill(Bad);
        Is(FaultClass.UnderlayDown, HealthArea.PodToPod);
        _world.StaleLeases.Add(Bad);
        for (var i = 0; i < 5; i++)
            _world.Pass();
        Is(FaultClass.NodeDown, HealthArea.PodToPod);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Requests_that_arrive_without_an_answer_show_which_direction_is_cut(bool inbound)
    {
        _world.CutOff(Bad);
        for (var i = 0; i < 12; i++)
        {
            // What arrives: from the node elsewhere when what goes to it is cut, and from others at the node in the other case.
            if (i != Bad)
                _world.Received[i] = inbound ? [new ReceivedFrom(_world.Nodes[Bad].Id, 12, 2_000)] : [];
        }

        _world.Received[Bad] = inbound
            ? []
            : [.. _world.Nodes.Where(n => n.Name != "node-4").Select(n => new ReceivedFrom(n.Id, 12, 2_000))];
        Is(FaultClass.OverlayOneWay, HealthArea.PodToPod);
    }

    [Theory]
    [InlineData(ProbeFault.WrongIdentity, FaultClass.WrongNodeAnswers)]
    [InlineData(ProbeFault.NoRoute, FaultClass.RouteMissing)]
    [InlineData(ProbeFault.HostUnreachable, FaultClass.RouteMissing)]
    [InlineData(ProbeFault.NoResources, FaultClass.NoResources)]
    [InlineData(ProbeFault.Forbidden, FaultClass.ForbiddenBySender)]
    public void How_the_failures_look_tells_what_they_are(ProbeFault fault, FaultClass expected)
    {
        _world.CutOff(Bad, fault);
        Is(expected, HealthArea.PodToPod);
    }

    [Theory]
    [InlineData(ProbeFault.WrongIdentity)]
    [InlineData(ProbeFault.Refused)]
    public void A_node_that_lives_while_another_machine_answers_at_its_address_shares_it(ProbeFault fault)
    {
        _world.CutOff(Bad);
        _world.Underlay(Bad, failed: true);
        _world.Change(ProbeKind.Underlay, (_, _) => true, e => e with { Fault = fault });
        Is(FaultClass.WrongNodeAnswers, HealthArea.PodToPod);
    }

    [Fact]
    public void What_follows_from_pods_of_a_node_that_do_not_reach_each_other_is_not_said()
    {
        _world.FailAt(Bad, ProbeFault.Timeout, ProbeKind.PodToPodSameNode, ProbeKind.ServiceLocal, ProbeKind.PolicyAllowed);
        Is(FaultClass.SameNodeBroken, HealthArea.PodToPod);
    }

    [Fact]
    public void A_node_in_whose_place_another_answers_may_get_no_answers_itself()
    {
        _world.CutOff(Bad);
        _world.Fail(ProbeKind.PodToPod, (_, to) => to == Bad, ProbeFault.WrongIdentity);
        _world.Underlay(Bad, failed: false);
        Is(FaultClass.WrongNodeAnswers, HealthArea.PodToPod);
    }

    [Fact]
    public void A_host_that_is_told_that_it_has_no_route_speaks_for_its_pods_which_are_told_nothing()
    {
        _world.CutOff(Bad);
        _world.Fail(ProbeKind.HostToRemotePod, (from, _) => from == Bad, ProbeFault.HostUnreachable);
        _world.Underlay(Bad, failed: false);
        Is(FaultClass.RouteMissing, HealthArea.PodToPod);
    }

    [Fact]
    public void A_canary_that_is_late_is_starved_before_it_is_cut_off()
    {
        _world.Fail(ProbeKind.PodToPod, (from, to) => from == Bad || to == Bad);
        _world.Fail(ProbeKind.HostToRemotePod, (_, to) => to == Bad);
        _world.FailAt(Bad, ProbeFault.Timeout, ProbeKind.HostToLocalPod);
        _world.Lag[Bad] = 900;
        Is(FaultClass.ProberStarved, HealthArea.PodToPod);
    }

    [Fact]
    public void A_canary_that_is_late_where_its_host_is_cut_off_too_is_not_what_is_wrong()
    {
        _world.CutOff(Bad);
        _world.Underlay(Bad, failed: false);
        _world.Lag[Bad] = 900;
        Is(FaultClass.OverlayBlocked, HealthArea.PodToPod);
    }

    [Fact]
    public void A_canary_that_is_late_for_long_and_misses_a_part_is_starved()
    {
        _world.Lag[Bad] = 900;
        _world.Change(ProbeKind.PodToPod, (from, to) => from == Bad || to == Bad, e => e with { Sent = 8, Lost = 2 });
        for (var i = 0; i < 3; i++)
            Assert.Empty(_world.Pass().Verdicts);
        Is(FaultClass.ProberStarved, HealthArea.PodToPod);
    }

    [Fact]
    public void A_canary_that_is_late_and_misses_nothing_is_well()
    {
        _world.Lag[Bad] = 900;
        for (var i = 0; i < 9; i++)
            Assert.Empty(_world.Pass().Verdicts);
    }

    [Fact]
    public void What_pods_send_dies_while_what_the_host_sends_lives_when_nothing_is_forwarded()
    {
        _world.Fail(ProbeKind.PodToPod, (from, to) => from == Bad || to == Bad);
        _world.Fail(ProbeKind.HostToRemotePod, (_, to) => to == Bad);
        _world.FailAt(Bad, ProbeFault.Timeout, ProbeKind.PodToPodSameNode);
        Is(FaultClass.ForwardDropped, HealthArea.PodToPod);
    }

    [Fact]
    public void One_pod_without_its_interface_is_told_from_its_node()
    {
        _world.SilentCanary.Add(Bad);
        for (var rounds = 1u; rounds < 4; rounds += 2)
        {
            _world.CutOff(Bad, rounds: rounds);
            _world.Fail(ProbeKind.HostToRemotePod, (from, _) => from == Bad, rounds: 0);
            _world.FailAt(Bad, ProbeFault.Timeout, ProbeKind.HostToLocalPod);
            if (rounds == 1)
                _world.Pass();
        }

        Is(FaultClass.OnePodCutOff, HealthArea.PodToPod);
    }

    [Theory]
    [InlineData(ProbeFault.Timeout, 900, FaultClass.ProberStarved)]
    [InlineData(ProbeFault.SenderLate, 0, FaultClass.ProberStarved)]
    [InlineData(ProbeFault.NoResources, 0, FaultClass.NoResources)]
    [InlineData(ProbeFault.Forbidden, 0, FaultClass.ForbiddenBySender)]
    [InlineData(ProbeFault.Timeout, 0, FaultClass.OutboundBlocked)]
    public void Where_only_what_it_sends_fails_it_is_the_sender(ProbeFault fault, int lag, FaultClass expected)
    {
        _world.Fail(ProbeKind.PodToPod, (from, _) => from == Bad, fault);
        _world.Lag[Bad] = lag;
        Is(expected, HealthArea.PodToPod);
        // A prober that gets no processor says nothing of the network.
        if (expected == FaultClass.ProberStarved)
            Assert.NotEqual(Proof.Fail, _world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void Where_only_what_is_sent_to_it_fails_what_comes_in_is_blocked()
    {
        _world.Fail(ProbeKind.PodToPod, (_, to) => to == Bad);
        Is(FaultClass.InboundBlocked, HealthArea.PodToPod);
    }

    [Fact]
    public void A_NetworkPolicy_that_keeps_probes_away_is_called_that_and_never_a_broken_network()
    {
        _world.Policies = ["team-a/default-deny"];
        _world.FailEverywhere(
            ProbeKind.PodToPod,
            ProbeKind.PodToPodFullSize,
            ProbeKind.PodToPodSameNode,
            ProbeKind.HostToRemotePod,
            ProbeKind.ServiceLocal,
            ProbeKind.ServiceRemote,
            ProbeKind.ServiceHairpin,
            ProbeKind.HostToService,
            ProbeKind.DnsByService,
            ProbeKind.DnsDirect
        );
        var judgement = _world.Pass();
        Assert.Equal((FaultClass.PolicyBlocked, VerdictScope.Global), (judgement.Verdicts[0].Class, judgement.Verdicts[0].Scope));
        Assert.Contains("team-a/default-deny", judgement.Verdicts[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(Proof.Unknown, judgement[HealthArea.PodToPod].Proof);
        Assert.DoesNotContain(judgement.Areas, a => a.Proof == Proof.Fail);
    }

    [Fact]
    public void A_policy_that_selects_the_canaries_hides_no_fault_of_a_node_that_it_cannot_make()
    {
        _world.Policies = ["team-a/default-deny"];
        _world.CutOff(Bad);
        Is(FaultClass.OverlayBlocked, HealthArea.PodToPod);
    }

    [Theory]
    [InlineData(ProbeKind.HostToService)]
    [InlineData(ProbeKind.DnsByService)]
    public void What_one_node_alone_sees_of_Services_and_DNS_counts_from_the_second_round_on(ProbeKind kind)
    {
        _world.Fail(kind, (from, _) => from == Bad, rounds: 1);
        Assert.Empty(_world.Pass().Verdicts);
        _world.Fail(kind, (from, _) => from == Bad, rounds: 3);
        Assert.NotEmpty(_world.Pass().Verdicts);
    }

    [Theory]
    [InlineData(3u, false)]
    [InlineData(15u, true)]
    public void A_Service_that_may_lead_to_a_broken_node_fails_at_others_only_after_some_rounds(uint rounds, bool isSaid)
    {
        const int Other = Bad + 2;
        _world.Fail(ProbeKind.PodToPod, (from, to) => from == Bad || to == Bad);
        _world.Fail(ProbeKind.ServiceRemote, (from, _) => from == Other, rounds: rounds);
        var verdicts = _world.Pass().Verdicts;
        Assert.Contains(verdicts, v => v.Subject.Node == _world.Nodes[Bad].Id);
        Assert.Equal(isSaid, verdicts.Any(v => v.Area == HealthArea.Service && v.Subject.Node == _world.Nodes[Other].Id));
    }

    [Theory]
    [InlineData(ProbeKind.DnsByService, 3u, false)]
    [InlineData(ProbeKind.DnsByService, 15u, true)]
    [InlineData(ProbeKind.ServiceRemote, 3u, false)]
    public void What_leads_to_other_nodes_is_not_said_of_a_node_while_a_way_there_fails_and_no_one_knows_why(
        ProbeKind kind,
        uint rounds,
        bool isSaid
    )
    {
        _world.Fail(ProbeKind.PodToPod, (from, to) => from == Bad && to % 2 == 0);
        _world.Fail(kind, (from, _) => from == Bad, rounds: rounds);
        _world.Fail(ProbeKind.DnsDirect, (from, _) => from == Bad, rounds: rounds);
        var area = kind == ProbeKind.ServiceRemote ? HealthArea.Service : HealthArea.Dns;
        _world.Pass();
        _world.Pass();
        Assert.Equal(isSaid, _world.Pass().Verdicts.Any(v => v.Area == area));
    }

    [Fact]
    public void Large_packets_that_vanish_are_a_black_hole_with_the_size_that_passes()
    {
        _world.Fail(ProbeKind.PodToPodFullSize, (from, to) => from == Bad || to == Bad);
        _world.Change(ProbeKind.PodToPodFullSize, (from, to) => from == Bad || to == Bad, e => e with { LargestSize = 1400 });
        var verdict = Is(FaultClass.MtuBlackHole, HealthArea.Mtu);
        Assert.Contains("1400 bytes pass, of 1450", verdict.ToString(), StringComparison.Ordinal);
        Assert.Equal(Proof.Pass, _world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void Packets_refused_as_too_large_are_a_matter_of_an_interface()
    {
        _world.Fail(ProbeKind.PodToPodFullSize, (from, _) => from == Bad, ProbeFault.TooLarge);
        Is(FaultClass.MtuTooLarge, HealthArea.Mtu);
    }

    [Fact]
    public void An_MTU_too_large_for_every_way_is_one_verdict()
    {
        _world.FailEverywhere(ProbeKind.PodToPodFullSize);
        Assert.Equal(VerdictScope.Global, Assert.Single(_world.Pass().Verdicts).Scope);
    }

    [Fact]
    public void A_stream_that_stalls_while_single_large_packets_pass_is_segmentation()
    {
        foreach (var edge in _world.Canary[Bad].Where(e => e.Kind == ProbeKind.PodToPodFullSize).ToList())
            _world.Canary[Bad].Add(edge with { Kind = ProbeKind.PodToPodBulk, Failed = 7, Fault = ProbeFault.Timeout });
        Assert.All(_world.Pass().Verdicts, v => Assert.Equal(FaultClass.SegmentationBroken, v.Class));
        Assert.NotEmpty(_world.Judge().Verdicts);
    }

    [Fact]
    public void Addresses_translated_between_pods_are_shown_and_reach_still_counts()
    {
        _world.Change(ProbeKind.PodToPod, (from, _) => from == Bad, e => e with { SourceChanged = true });
        Is(FaultClass.AddressTranslated, HealthArea.PodToPod);
        Assert.Equal(Proof.Pass, _world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void Services_that_all_fail_while_pods_and_DNS_pods_answer_have_no_rules()
    {
        _world.FailAt(Bad, ProbeFault.Timeout, [.. Services, ProbeKind.DnsByService]);
        Is(FaultClass.ServiceRulesMissing, HealthArea.Service);
        // That DNS fails there follows, and is not said twice.
        Assert.Equal(Proof.Pass, _world.Judge()[HealthArea.Dns].Proof);
    }

    [Theory]
    [InlineData(ProbeKind.ServiceHairpin, FaultClass.HairpinBroken)]
    [InlineData(ProbeKind.ServiceLocal, FaultClass.ServiceToLocalPod)]
    [InlineData(ProbeKind.ServiceRemote, FaultClass.ServiceToRemotePod)]
    [InlineData(ProbeKind.HostToService, FaultClass.HostToService)]
    public void One_kind_of_Service_that_fails_tells_where(ProbeKind kind, FaultClass expected)
    {
        _world.FailAt(Bad, ProbeFault.Timeout, kind);
        Is(expected, HealthArea.Service);
    }

    [Fact]
    public void A_Service_that_leads_to_a_former_endpoint_is_stale()
    {
        _world.FailAt(Bad, ProbeFault.WrongIdentity, ProbeKind.ServiceRemote);
        Is(FaultClass.ServiceStale, HealthArea.Service);
    }

    [Fact]
    public void DNS_that_answers_no_one_is_down_for_the_cluster()
    {
        _world.FailEverywhere(ProbeKind.DnsByService, ProbeKind.DnsDirect);
        var verdict = Assert.Single(_world.Pass().Verdicts);
        Assert.Equal((FaultClass.DnsDown, VerdictScope.Global), (verdict.Class, verdict.Scope));
    }

    [Fact]
    public void DNS_whose_pods_answer_and_whose_Service_does_not_is_the_Service()
    {
        _world.FailEverywhere(ProbeKind.DnsByService);
        Assert.Equal(FaultClass.DnsService, Assert.Single(_world.Pass().Verdicts).Class);
    }

    [Fact]
    public void A_cluster_without_DNS_is_not_asked_for_it()
    {
        _world.Expected = _world.Expected with { ClusterDns = false };
        _world.FailEverywhere(ProbeKind.DnsByService, ProbeKind.DnsDirect);
        var judgement = _world.Pass();
        Assert.Empty(judgement.Verdicts);
        Assert.Equal(Proof.NotApplicable, judgement[HealthArea.Dns].Proof);
    }

    [Theory]
    [InlineData(ProbeKind.PolicyDenied, FaultClass.PolicyNotEnforced)]
    [InlineData(ProbeKind.PolicyAllowed, FaultClass.PolicyTooStrict)]
    public void Policies_that_do_not_do_what_they_say(ProbeKind kind, FaultClass expected)
    {
        _world.FailAt(Bad, ProbeFault.Unexpected, kind);
        Is(expected, HealthArea.PodToPod);
    }

    [Fact]
    public void A_kubelet_that_is_dead_is_named_and_the_network_of_its_node_not_blamed()
    {
        _world.StaleLeases.Add(Bad);
        _world.Witness[Bad] = new KubeletWitness(50, 60_000, "10.0.0.1");
        for (var i = 0; i < 5; i++)
            _world.Pass();
        Is(FaultClass.KubeletDown, HealthArea.KubeletToPod);
        Assert.Equal(Proof.Pass, _world.Judge()[HealthArea.PodToPod].Proof);
    }

    [Fact]
    public void A_host_that_does_not_reach_its_own_pod_is_a_matter_of_that_way()
    {
        _world.FailAt(Bad, ProbeFault.Timeout, ProbeKind.HostToLocalPod, ProbeKind.HostToLocalEcho);
        _world.Witness[Bad] = new KubeletWitness(50, 30_000, "10.0.0.1");
        Is(FaultClass.NodeToLocalPodPath, HealthArea.KubeletToPod);
        Assert.Equal(Proof.Fail, _world.Judge()[HealthArea.KubeletToPod].Proof);
    }

    [Fact]
    public void A_canary_that_cannot_start_is_named_with_the_kubelet_s_words()
    {
        _world.SilentCanary.Add(Bad);
        _world.Nodes[Bad] = _world.Nodes[Bad] with
        {
            Canary = new CanaryFacts { Readiness = CanaryReadiness.NotRunning, Message = "failed to allocate for range 0" },
        };
        for (var i = 0; i < 18; i++)
            _world.Pass();
        var verdict = Is(FaultClass.PodsDoNotStart, HealthArea.Coverage);
        Assert.Contains("failed to allocate", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_loses_packets_is_named_within_minutes_and_not_as_so_many_links()
    {
        foreach (var kind in new[] { ProbeKind.PodToPod, ProbeKind.HostToRemotePod })
            _world.Change(kind, (from, to) => from == Bad || to == Bad, e => e with { Sent = 8, Lost = 2 });
        _world.Pass();
        var verdict = Is(FaultClass.PacketLoss, HealthArea.PodToPod);
        Assert.Contains("25.0 %", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_agents_with_one_identity_are_a_verdict_of_their_own()
    {
        for (var i = 0; i < 6; i++)
        {
            _world.Reboot(Bad, AgentRole.Canary, i % 2 == 0 ? 900u : 901u);
            _world.Pass();
        }

        Is(FaultClass.TwoAgents, HealthArea.Coverage);
    }

    [Fact]
    public void An_agent_that_restarts_often_is_one_agent()
    {
        for (var i = 0; i < 12; i++)
        {
            _world.Reboot(Bad, AgentRole.Canary, (ulong)(900 + i));
            Assert.Empty(_world.Pass().Verdicts);
        }
    }

    [Fact]
    public void Every_class_has_a_title_and_a_hint() =>
        Assert.All(Enum.GetValues<FaultClass>(), c =>
            Assert.True(FaultGuide.Title(c).Length is > 5 and < 70 && FaultGuide.Hint(c).Length > 20, $"{c}")
        );

    private Verdict Is(FaultClass expected, HealthArea area)
    {
        var judgement = _world.Pass();
        var verdict = Assert.Single(judgement.Verdicts);
        Assert.Equal(
            (expected, area, VerdictScope.Node, $"node-{Bad}"),
            (verdict.Class, verdict.Area, verdict.Scope, verdict.Subject.Name)
        );
        return verdict;
    }
}
