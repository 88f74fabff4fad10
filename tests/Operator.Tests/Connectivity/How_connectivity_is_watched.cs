using System.Net;
using System.Net.Sockets;
using CniOperator.Connectivity;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed class How_connectivity_is_watched
{
    [Fact]
    public void Nothing_is_watched_or_answered_before_a_decision_asks_for_it()
    {
        using var cluster = new WatchedCluster(3);
        Assert.Null(cluster.Agents[0].Canary.AskForPeers());
        Assert.False(cluster.Monitor.Look());
        Assert.Equal(0, cluster.Informers.Open);
        Assert.Null(cluster.Published);
    }

    [Fact]
    public void A_cluster_that_is_well_is_proven_once_and_then_nothing_is_published_any_more()
    {
        using var cluster = new WatchedCluster(12);
        cluster.Start();
        cluster.Report();
        cluster.Pass(6);
        Assert.All(cluster.Published!.Judgement.Areas, a => Assert.True(a.Proof == Proof.Pass, $"{a.Area} {a.Proof}: {a.Message}"));
        Assert.Empty(cluster.Published.Judgement.Verdicts);
        Assert.Equal(Sight.Start, cluster.Published.Since);
        var published = cluster.Published;
        for (var i = 0; i < 20; i++)
        {
            cluster.Report();
            Assert.Equal(0, cluster.Pass(30));
        }

        Assert.Same(published, cluster.Published);
    }

    [Fact]
    public void Agents_are_given_their_peers_and_what_the_cluster_has_to_probe()
    {
        using var cluster = new WatchedCluster(12);
        cluster.Start();
        var list = cluster.Agents[4].Canary.List!;
        Assert.Equal(8, list.Fixed.Count);
        Assert.Equal("kubernetes.default.svc.cluster.local", list.DnsName);
        Assert.Equal(
            [ProbeKind.ServiceLocal, ProbeKind.ServiceRemote, ProbeKind.ServiceHairpin, ProbeKind.DnsByService],
            list.Targets.Select(t => t.Kind).Order()
        );
        Assert.Equal([ProbeKind.HostToService], cluster.Agents[4].Prober.List!.Targets.Select(t => t.Kind));
    }

    [Fact]
    public void A_node_that_is_cut_off_is_published_within_seconds_and_its_recovery_too()
    {
        using var cluster = new WatchedCluster(12);
        cluster.Start();
        cluster.Report();
        cluster.Pass(14);
        cluster.Block(5);
        cluster.Report();
        Assert.InRange(cluster.Pass(1), 1, 1);
        var verdict = Assert.Single(cluster.Published!.Judgement.Verdicts, v => v.Alarm);
        Assert.Equal((VerdictScope.Node, FaultClass.OverlayBlocked, "node-5"), (verdict.Scope, verdict.Class, verdict.Subject.Name));
        Assert.Equal(Proof.Fail, cluster.Published.Judgement[HealthArea.PodToPod].Proof);
        cluster.Block(5, blocked: false);
        cluster.Report();
        cluster.Pass(30);
        Assert.Empty(cluster.Published.Judgement.Verdicts);
    }

    [Fact]
    public void However_often_results_change_they_are_published_at_most_every_five_seconds()
    {
        using var cluster = new WatchedCluster(12);
        cluster.Start();
        cluster.Report();
        cluster.Pass(8);
        var published = 0;
        for (var i = 0; i < 40; i++)
        {
            cluster.Block(1 + i % 12);
            cluster.Report();
            published += cluster.Pass(0.5);
        }

        Assert.InRange(published, 2, 5);
    }

    [Fact]
    public void Silence_is_not_health()
    {
        using var cluster = new WatchedCluster(12);
        cluster.Start();
        cluster.Report();
        cluster.Pass(10);
        cluster.Pass(200);
        Assert.Equal(Proof.Unknown, cluster.Published!.Judgement[HealthArea.PodToPod].Proof);
        Assert.Equal((12, 0), (cluster.Published.Judgement.Counts.Expected, cluster.Published.Judgement.Counts.Reporting));
    }

    [Fact]
    public void A_node_that_joins_is_listed_a_second_later_and_one_that_goes_is_forgotten()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Start();
        cluster.Join(4);
        cluster.Pass(0.5);
        Assert.Null(cluster.Agents[3].Canary.AskForPeers());
        cluster.Pass(1.5);
        Assert.Equal(3, cluster.Agents[3].Canary.AskForPeers()!.Fixed.Count);
        cluster.Agents[3].Prober.AskForPeers();
        cluster.Report();
        Assert.Equal(3, cluster.Agents[0].Canary.List!.Fixed.Count);
        cluster.Nodes.Remove(new Unstructured(Sight.Node(2)));
        cluster.Pass(2);
        Assert.False(cluster.Agents[1].Canary.Report()!.Value.Known);
        Assert.Equal(3, cluster.Published!.Judgement.Counts.Expected);
    }

    [Fact]
    public void A_cluster_without_DNS_has_none_and_is_not_asked_for_it()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Services.Remove(cluster.Services.List()[0]);
        cluster.Start();
        cluster.Report();
        cluster.Pass(6);
        Assert.Equal(Proof.NotApplicable, cluster.Published!.Judgement[HealthArea.Dns].Proof);
        Assert.DoesNotContain(cluster.Agents[0].Canary.List!.Targets, t => t.Kind == ProbeKind.DnsByService);
    }

    [Fact]
    public void While_Services_cannot_be_seen_the_DNS_is_not_said_to_be_missing()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Services.Remove(cluster.Services.List()[0]);
        cluster.Services.HasSynced = false;
        cluster.Start();
        cluster.Pass(2);
        Assert.Equal(Proof.Unknown, cluster.Published!.Judgement[HealthArea.Dns].Proof);
    }

    [Fact]
    public void When_the_API_server_is_away_nothing_of_it_is_used_against_nodes()
    {
        using var cluster = new WatchedCluster(6);
        cluster.Start();
        cluster.Report();
        cluster.Pass(8);
        cluster.Nodes.Problem = new WatchProblem(
            cluster.Nodes.Resource.Kind,
            ListScope.All,
            WatchProblemType.Unavailable,
            "watch",
            "refused",
            Sight.Start
        );
        for (var i = 0; i < 5; i++)
        {
            cluster.Report();
            cluster.Pass(30);
        }

        Assert.Equal("NodesNotCurrent", cluster.Published!.Judgement[HealthArea.Coverage].Reason);
        Assert.Equal(Proof.Pass, cluster.Published.Judgement[HealthArea.PodToPod].Proof);
        Assert.Empty(cluster.Published.Judgement.Verdicts);
    }

    [Fact]
    public void Only_the_replica_that_leads_answers()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Leadership.IsLeader = false;
        cluster.Start();
        Assert.Null(cluster.Agents[0].Canary.List);
        cluster.Leadership.IsLeader = true;
        Assert.NotNull(cluster.Agents[0].Canary.AskForPeers());
    }

    [Fact]
    public void A_network_that_is_not_followed_any_more_is_not_known_any_more_and_its_watches_end()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Start();
        cluster.Pass(1);
        Assert.NotNull(cluster.Published);
        cluster.Monitor.Follow("another", null);
        Assert.NotNull(cluster.Published);
        Assert.Null(cluster.Monitor.Of("another"));
        cluster.Monitor.Follow("default", null);
        Assert.Null(cluster.Published);
        Assert.Equal(0, cluster.Informers.Open);
        Assert.Null(cluster.Agents[0].Canary.Report());
    }

    [Fact]
    public void The_same_plan_again_changes_nothing_and_another_one_changes_the_lists()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Start();
        cluster.Pass(6);
        var (published, version) = (cluster.Published, cluster.Agents[0].Canary.List!.Version);
        cluster.Monitor.Follow("default", cluster.Plan with { Keys = AgentKeys.New([.. Enumerable.Repeat((byte)9, 32)]) });
        cluster.Pass(2);
        Assert.Equal(version, cluster.Agents[0].Canary.AskForPeers()!.Version);
        cluster.Monitor.Follow("default", cluster.Plan with { Probing = cluster.Plan.Probing with { Interval = TimeSpan.FromSeconds(3) } });
        cluster.Pass(2);
        Assert.Equal(TimeSpan.FromSeconds(3), cluster.Agents[0].Canary.AskForPeers()!.Settings.Interval);
        Assert.Equal(published!.Since, cluster.Published!.Since);
    }

    [Fact]
    public async Task A_kubelet_that_is_gone_is_told_by_its_Lease_which_is_read_then_only()
    {
        using var cluster = new WatchedCluster(6);
        cluster
            .Client.Setup(c => c.FindAsync(It.IsAny<ResourceType<Unstructured>>(), It.IsAny<ObjectName>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new Unstructured(Lab.Json("""{"spec":{"renewTime":"2026-03-01T12:00:05.000000Z"}}""")));
        cluster.Start();
        for (var i = 0; i < 5; i++)
        {
            cluster.Report();
            cluster.Pass(20);
            await cluster.Monitor.ReadLeasesAsync(CancellationToken.None);
        }

        cluster.Client.VerifyNoOtherCalls();
        cluster.Agents[2].Canary.Kubelet = new(100, 60_000, "192.0.2.3");
        // A Lease must be seen not to change for 40 s, until when it may be anything.
        for (var i = 0; i < 60 && cluster.Published!.Judgement.Verdicts.All(v => v.Class != FaultClass.KubeletDown); i++)
        {
            cluster.Report();
            cluster.Pass(2);
            await cluster.Monitor.ReadLeasesAsync(CancellationToken.None);
        }

        var verdict = Assert.Single(cluster.Published!.Judgement.Verdicts);
        Assert.Equal((FaultClass.KubeletDown, "node-3"), (verdict.Class, verdict.Subject.Name));
        cluster.Client.Verify(
            c =>
                c.FindAsync(
                    It.IsAny<ResourceType<Unstructured>>(),
                    It.Is<ObjectName>(n => n.Namespace == "kube-node-lease" && n.Name == "node-3"),
                    It.IsAny<CancellationToken>()
                ),
            Times.AtLeast(2)
        );
        cluster.Client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Over_a_real_socket_an_agent_is_answered_and_what_is_not_of_an_agent_is_not()
    {
        using var cluster = new WatchedCluster(3);
        cluster.Start();
        using var stop = new CancellationTokenSource();
        var server = new ReportServer(cluster.Monitor, TimeProvider.System, NullLogger.Instance);
        var running = server.RunAsync(new IPEndPoint(IPAddress.Loopback, 0), stop.Token);
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        client.Connect(await server.Bound);
        await client.SendAsync(new byte[5000]);
        await client.SendAsync(new byte[] { 1, 2, 3 });
        await client.SendAsync(Array.Empty<byte>());
        var request = new byte[WireFormat.MaxBytes];
        new PeersRequest(5, "node-2", Health.Reports.AgentRole.Canary, 0, null).Write(request, cluster.Plan.Keys.Wire);
        await client.SendAsync(request);
        var answer = await client.ReceiveAsync();
        Assert.Equal(Health.NodeId.Of("uid-2"), PeersPage.Read(answer.Buffer, cluster.Plan.Keys.Wire)!.List!.Node);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_tried_again()
    {
        using var cluster = new WatchedCluster(1);
        var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var stop = new CancellationTokenSource();
        var server = new ReportServer(cluster.Monitor, cluster.Clock, NullLogger.Instance);
        var running = server.RunAsync((IPEndPoint)taken.LocalEndPoint!, stop.Token);
        Assert.False(server.Bound.IsCompleted);
        taken.Dispose();
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Bound;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
