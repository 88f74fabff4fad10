using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Health.Tests.Collecting;

public sealed class What_is_kept_of_reports
{
    [Fact]
    public void A_new_process_proves_itself_by_the_token_that_it_is_given_and_is_believed_then()
    {
        var desk = new Desk(3);
        Assert.True(ReportAck.TryRead(desk.Answer(Desk.Datagram(1, AgentRole.Canary, 5, 1, 0)), Desk.Keys, out var first));
        Assert.Equal((true, false), (first.Known, first.Accepted));
        Assert.Empty(desk.Kept());
        Assert.True(ReportAck.TryRead(desk.Answer(Desk.Datagram(1, AgentRole.Canary, 5, 2, first.Token)), Desk.Keys, out var second));
        Assert.Equal((true, true, 5UL, 2UL), (second.Known, second.Accepted, second.Boot, second.Sequence));
        Assert.Equal(desk.Book.VersionOf(NodeId.Of("uid-1")), second.Peers);
        Assert.Equal(NodeId.Of("uid-1"), Assert.Single(desk.Kept()).Report.Node);
    }

    [Fact]
    public void Of_each_agent_the_newest_is_kept()
    {
        var desk = new Desk(3);
        foreach (var role in new[] { AgentRole.Canary, AgentRole.Prober })
        {
            desk.Report(1, role);
            desk.Report(1, role, 1, Failing(2));
        }

        Assert.Equal([AgentRole.Canary, AgentRole.Prober], desk.Kept().Select(r => r.Report.Role));
        Assert.All(desk.Kept(), r => Assert.Single(r.Report.Edges));
    }

    [Fact]
    public void What_was_recorded_and_is_sent_again_does_not_count()
    {
        var desk = new Desk(3);
        var ack = desk.Report(1);
        var recorded = Desk.Datagram(1, AgentRole.Canary, 1, 3, ack.Token, Failing(2));
        desk.Answer(recorded);
        desk.Answer(Desk.Datagram(1, AgentRole.Canary, 1, 4, ack.Token));
        desk.Now += TimeSpan.FromSeconds(9);
        Assert.True(ReportAck.TryRead(desk.Answer(recorded), Desk.Keys, out var answer));
        Assert.False(answer.Accepted);
        Assert.Empty(Assert.Single(desk.Kept()).Report.Edges);
        Assert.Equal(desk.Now - TimeSpan.FromSeconds(9), Assert.Single(desk.Kept()).Came);
    }

    [Fact]
    public void Old_ones_are_dropped()
    {
        var desk = new Desk(3);
        desk.Report(1);
        desk.Now += TimeSpan.FromSeconds(71);
        Assert.Empty(desk.Kept());
        desk.Now -= TimeSpan.FromSeconds(71);
        Assert.Empty(desk.Kept());
    }

    [Fact]
    public void Of_a_node_that_is_not_in_the_cluster_nothing_is_kept_and_it_is_told_so()
    {
        var desk = new Desk(3);
        Assert.Equal((false, false), (desk.Report(9).Known, desk.Report(9).Accepted));
        Assert.Empty(desk.Kept());
        desk.Report(2);
        desk.Nodes.RemoveAt(2);
        desk.Renew();
        Assert.Empty(desk.Kept());
        Assert.False(desk.Report(2).Known);
        Assert.Equal(3, desk.Reports.Counts.Strangers);
    }

    [Fact]
    public void It_is_news_when_an_agent_says_something_else_than_before()
    {
        var desk = new Desk(5);
        Assert.True(IsNews(desk, () => desk.Report(1)));
        Assert.False(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1, Well(2), Well(3))));
        Assert.True(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1, Failing(2), Failing(3))));
        Assert.False(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1, Failing(3), Failing(2))));
        Assert.True(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1, Failing(3), Well(2))));
        Assert.True(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1, Failing(3) with { Fault = ProbeFault.Refused }, Well(2))));
        Assert.True(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 1)));
        Assert.True(IsNews(desk, () => desk.Report(1, AgentRole.Canary, 2)));
    }

    [Fact]
    public void A_desk_that_is_closed_answers_nothing_and_forgets()
    {
        var desk = new Desk(3);
        desk.Report(1);
        desk.Reports.Close();
        Assert.Null(desk.List(1));
        desk.Renew();
        Assert.Empty(desk.Kept());
        Assert.NotNull(desk.List(1));
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_answered_unless_it_is_signed()
    {
        var desk = new Desk(3);
        var random = new Random(7);
        var good = Desk.Datagram(1, AgentRole.Canary, 5, 1, 0, Failing(2));
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = new byte[random.Next(1400)];
            random.NextBytes(bytes);
            if (i % 3 == 1)
                bytes = good[..random.Next(good.Length)];
            else if (i % 3 == 2)
                (bytes = [.. good])[random.Next(good.Length)] ^= (byte)random.Next(1, 256);
            Assert.Equal(0, desk.Answer(bytes).Length);
        }

        Assert.Empty(desk.Kept());
        Assert.Equal(3_000, desk.Reports.Counts.Refused);
    }

    [Fact]
    public void No_answer_is_larger_than_what_it_answers()
    {
        var desk = new Desk(300);
        var datagram = Desk.Datagram(1, AgentRole.Canary, 5, 1, 0);
        Assert.InRange(desk.Answer(datagram).Length, 1, datagram.Length);
        var request = new byte[WireFormat.MaxBytes];
        new PeersRequest(1, "node-1", AgentRole.Canary, 0, 3).Write(request, Desk.Keys);
        Assert.InRange(desk.Answer(request).Length, 1, request.Length);
        Assert.Equal(0, desk.Answer(request.AsSpan(0, 300)).Length);
    }

    [Fact]
    public void However_many_processes_claim_to_be_the_agents_two_reports_a_node_are_kept()
    {
        var desk = new Desk(4);
        for (var boot = 1UL; boot <= 200; boot++)
        {
            for (var node = 0; node < 8; node++)
                desk.Report(node, AgentRole.Canary, boot);
        }

        Assert.Equal(4, desk.Kept().Count);
    }

    [Fact]
    public void All_agents_of_5000_nodes_are_heard()
    {
        var desk = new Desk(5_000);
        for (var node = 0; node < 5_000; node++)
        {
            Assert.True(desk.Report(node, AgentRole.Canary).Accepted);
            Assert.True(desk.Report(node, AgentRole.Prober).Accepted);
        }

        Assert.Equal(10_000, desk.Kept().Count);
        Assert.Equal(10_000, desk.Reports.Counts.Reports);
    }

    private static bool IsNews(Desk desk, Func<ReportAck> report)
    {
        var before = desk.Reports.News;
        Assert.True(report().Accepted);
        return desk.Reports.News > before;
    }

    private static EdgeReport Well(int node) =>
        new()
        {
            Kind = ProbeKind.PodToPod,
            Target = NodeId.Of($"uid-{node}"),
            Rounds = 5,
        };

    private static EdgeReport Failing(int node) => Well(node) with { Failed = 1, Fault = ProbeFault.Timeout };
}
