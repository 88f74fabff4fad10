using CniOperator.Health.Collecting;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CsCheck;

namespace CniOperator.Health.Tests.Collecting;

public sealed class What_agents_are_told
{
    [Fact]
    public void A_node_s_list_has_its_own_pods_and_the_peers_that_the_graph_gives_it()
    {
        var desk = new Desk(100);
        var list = desk.List(7)!;
        Assert.Equal((NodeId.Of("uid-7"), 99), (list.Node, list.Others));
        Assert.Equal(("10.1.7.2", "10.1.7.3"), (list.Canary.IPv4.ToString(), list.Echo.IPv4.ToString()));
        var graph = desk.Book.Content.Graph;
        var peers = graph.PeersOf(graph.IndexOf(list.Node)).ToArray().Select(i => graph.Nodes[i].Id);
        Assert.Equal(peers, list.Fixed.Select(p => p.Node));
        Assert.All(list.Fixed, p => Assert.True(p.Canary.IsSome && p.Host.IsSome));
    }

    [Fact]
    public void An_echo_is_told_who_it_is_and_nothing_to_probe()
    {
        var list = new Desk(10).List(3, AgentRole.Echo)!;
        Assert.Equal(NodeId.Of("uid-3"), list.Node);
        Assert.Empty(list.Fixed);
        Assert.Empty(list.Targets);
    }

    [Fact]
    public void A_node_that_is_not_known_is_told_nothing() => Assert.Null(new Desk(3).List(8));

    [Fact]
    public void Windows_lead_around_the_ring_past_every_other_node_once()
    {
        var desk = new Desk(130);
        var seen = new List<NodeId>();
        while (seen.Count < 129)
        {
            var window = desk.Window(5, seen.Count)!;
            Assert.Equal((seen.Count, 129), (window.From, window.Others));
            Assert.InRange(window.Peers.Count, 30, 48);
            seen.AddRange(window.Peers.Select(p => p.Node).Take(129 - seen.Count));
        }

        Assert.Equal(129, seen.Distinct().Count());
        Assert.DoesNotContain(NodeId.Of("uid-5"), seen);
        Assert.Equal(seen[..10], desk.Window(5, 129)!.Peers.Take(10).Select(p => p.Node));
    }

    [Fact]
    public void A_window_goes_where_the_graph_roams()
    {
        var desk = new Desk(200);
        var graph = desk.Book.Content.Graph;
        var index = graph.IndexOf(NodeId.Of("uid-9"));
        Span<int> roaming = new int[graph.RoamingPerRound];
        graph.Roaming(index, 4, roaming);
        var expected = roaming.ToArray().Select(i => graph.Nodes[i].Id);
        Assert.Equal(expected, desk.Window(9, 4 * graph.RoamingPerRound)!.Peers.Take(graph.RoamingPerRound).Select(p => p.Node));
    }

    [Fact]
    public void One_node_and_none_have_no_ring()
    {
        Assert.Empty(new Desk(1).Window(0, 5)!.Peers);
        Assert.Null(new Desk(0).Window(0, 5));
    }

    [Fact]
    public void A_canary_that_moves_changes_the_lists_of_those_who_probe_it_and_no_others()
    {
        var desk = new Desk(200);
        desk.Now += PeerBook.RoamingRenewal / 2;
        var before = Enumerable.Range(0, 200).Select(i => desk.List(i)!).ToArray();
        desk.Move(42, "10.99.0.1");
        desk.Renew();
        var moved = NodeId.Of("uid-42");
        for (var i = 0; i < 200; i++)
        {
            var now = desk.List(i)!;
            var concerned = i == 42 || before[i].Fixed.Any(p => p.Node == moved);
            Assert.Equal(concerned, now.Version > before[i].Version);
        }
    }

    [Fact]
    public void Those_who_only_roam_to_it_get_a_new_list_within_half_a_minute_and_then_no_more()
    {
        var desk = new Desk(200);
        desk.Now += PeerBook.RoamingRenewal / 2;
        desk.Move(42, "10.99.0.1");
        desk.Renew();
        Assert.False(desk.Book.IsDue(desk.Now));
        var before = Versions(desk);
        desk.Now += PeerBook.RoamingRenewal / 2;
        Assert.True(desk.Book.IsDue(desk.Now));
        desk.Renew();
        Assert.All(Versions(desk).Zip(before), v => Assert.True(v.First > v.Second));
        Assert.False(desk.Book.IsDue(desk.Now + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Each_list_keeps_its_version_while_nothing_in_it_changes_and_gets_a_larger_one_when_something_does() =>
        Gen.Int[0, 39]
            .Array[1, 12]
            .Sample(
                moves =>
                {
                    var desk = new Desk(40);
                    var last = Enumerable.Range(0, 40).Select(i => desk.List(i)!).ToArray();
                    foreach (var (node, step) in moves.Select((m, s) => (m, s)))
                    {
                        desk.Now += TimeSpan.FromSeconds(1);
                        desk.Move(node, $"10.77.{step % 3}.{node}");
                        desk.Renew();
                        for (var i = 0; i < 40; i++)
                        {
                            var now = desk.List(i)!;
                            Assert.Equal(Text(last[i]) == Text(now), last[i].Version == now.Version);
                            Assert.True(now.Version >= last[i].Version);
                            last[i] = now;
                        }
                    }
                },
                iter: 30
            );

    [Fact]
    public void A_process_that_begins_has_other_versions_than_the_one_before_it()
    {
        var (one, other) = (new Desk(5), new Desk(5));
        other.Now += TimeSpan.FromSeconds(1);
        var later = PeerBook.Of(other.Book.Content, PeerBook.Empty, other.Now);
        Assert.NotEqual(one.Book.VersionOf(NodeId.Of("uid-1")), later.VersionOf(NodeId.Of("uid-1")));
    }

    [Fact]
    public void Canary_and_prober_have_the_targets_that_are_theirs_and_all_of_both_families_fit_into_a_page()
    {
        string[] Both(int last) => [$"10.96.0.{last}", $"fd00::{last}"];
        var desk = new Desk(20, c =>
            c with
            {
                Nodes = [.. c.Nodes.Select(n => n with { Canary = Dual(n, 2), Echo = Dual(n, 3), Host = Dual(n, 1) })],
                Targets = new TargetAddresses
                {
                    Port = 8473,
                    DeniedPort = 8475,
                    CanaryService = AddressPair.Of(Both(10)),
                    LocalCanaryService = AddressPair.Of(Both(11)),
                    LocalEchoService = AddressPair.Of(Both(12)),
                    DnsService = AddressPair.Of(Both(13)),
                    DnsPods = [.. Both(14).Concat(Both(15)).Select(a => new DnsPod(PeerAddress.Of(a), 1053))],
                    DnsName = "kubernetes.default.svc.cluster.local",
                },
            }
        );
        var canary = desk.List(4)!;
        Assert.Equal(8, canary.Fixed.Count);
        var kinds = canary.Targets.GroupBy(t => t.Kind).ToDictionary(g => g.Key, g => g.Count());
        ProbeKind[] expected =
        [
            ProbeKind.ServiceLocal,
            ProbeKind.ServiceRemote,
            ProbeKind.ServiceHairpin,
            ProbeKind.DnsByService,
            ProbeKind.DnsDirect,
            ProbeKind.PolicyAllowed,
            ProbeKind.PolicyDenied,
        ];
        Assert.Equal(expected, kinds.Keys.Order());
        Assert.All(kinds, k => Assert.Equal(2, k.Value));
        Assert.Equal([8475, 8475], canary.Targets.Where(t => t.Kind == ProbeKind.PolicyDenied).Select(t => (int)t.Port));
        Assert.Equal([ProbeKind.HostToService, ProbeKind.HostToService], desk.List(4, AgentRole.Prober)!.Targets.Select(t => t.Kind));

        static AddressPair Dual(DeskNode node, int last) => AddressPair.Of([$"10.5.0.{last}", $"fd00:{node.Name[5..]}::{last}"]);
    }

    [Fact]
    public void A_DNS_pod_that_goes_changes_the_lists_of_those_who_asked_it_and_of_no_others()
    {
        List<DnsPod> pods = [.. Enumerable.Range(1, 4).Select(i => new DnsPod(PeerAddress.Of($"10.8.0.{i}"), 53))];
        var desk = new Desk(60, c => c with { Targets = new TargetAddresses
                {
                    Port = 1,
                    DnsName = "a.b",
                    DnsPods = [.. pods],
                } });
        var before = Enumerable.Range(0, 60).Select(i => desk.List(i)!).ToArray();
        Assert.Equal(4, before.Select(Pod).Distinct().Count());
        pods.RemoveAt(0);
        desk.Renew();
        for (var i = 0; i < 60; i++)
            Assert.Equal(Pod(before[i]) == "10.8.0.1", desk.List(i)!.Version > before[i].Version);

        static string Pod(PeerList list) => list.Targets.Single(t => t.Kind == ProbeKind.DnsDirect).Address.ToString();
    }

    [Fact]
    public void Without_a_cluster_DNS_and_without_policies_neither_is_probed()
    {
        var desk = new Desk(2, c => c with { Targets = new TargetAddresses { Port = 1, DnsService = AddressPair.Of(["10.96.0.10"]) } });
        Assert.Empty(desk.List(0)!.Targets);
    }

    [Fact]
    public void On_the_only_node_no_Service_leads_to_another()
    {
        Func<BookContent, BookContent> change = c =>
            c with
            {
                Targets = new TargetAddresses { Port = 1, CanaryService = AddressPair.Of(["10.96.0.9"]) },
            };
        Assert.Empty(new Desk(1, change).List(0)!.Targets);
        Assert.Single(new Desk(2, change).List(0)!.Targets);
    }

    private static ulong[] Versions(Desk desk) => [.. Enumerable.Range(0, desk.Nodes.Count).Select(i => desk.List(i)!.Version)];

    private static string Text(PeerList list) =>
        $"{list.Canary} {list.Echo} {string.Join(' ', list.Fixed)} {string.Join(' ', list.Targets)}";
}
