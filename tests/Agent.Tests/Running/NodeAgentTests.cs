using CniOperator.Agent.Network;
using CniOperator.Agent.Running;
using CniOperator.Agent.Tests.Support;
using CniOperator.Agent.Tests.Wire;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Agent.Tests.Running;

public sealed class NodeAgentTests : IDisposable
{
    private static readonly ProbeEndpoint Operator = new(PeerAddress.Of("10.244.9.9"), 9000);
    private static readonly ProbeEndpoint Relay = new(Lists.Host(0), Lists.Ports.Host);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _network = new(Lists.Canary(0));
    private readonly FakeOperator _operator;
    private readonly CancellationTokenSource _over = new();
    private readonly List<string> _said = [];
    private Task _running = Task.CompletedTask;
    private ulong _nonce = 1000;

    public NodeAgentTests()
    {
        _operator = new FakeOperator(_time) { List = Lists.Of(3) };
        _network.Hosts[Operator] = _operator.Answer;
        foreach (var node in Enumerable.Range(1, 40))
            Host(Lists.Canary(node), node, AgentRole.Canary);
        Host(Lists.Echo(0), 0, AgentRole.Echo);
        Host(PeerAddress.Of("127.0.0.1"), 0, AgentRole.Canary);
    }

    public void Dispose() => _over.Dispose();

    [Fact]
    public async Task An_agent_follows_its_list_and_reports_every_edge()
    {
        Start();
        await UntilAsync(() => _operator.Reports.Any(r => r.Report.Rounds >= 2));
        var report = _operator.Reports[^1].Report;
        Assert.Equal((Lists.Node(0), AgentRole.Canary, 77UL, 1UL), (report.Node, report.Role, report.Boot, report.Peers));
        Assert.Equal(
            [Lists.Node(1), Lists.Node(2), Lists.Node(3)],
            report.Edges.Where(e => e is { Kind: ProbeKind.PodToPod, FailedLast: false }).Select(e => e.Target).OrderBy(Number)
        );
        Assert.Equal("node-0", _operator.Requests[0].NodeName);
        await StopAsync();
    }

    [Fact]
    public async Task An_agent_that_gets_no_more_ports_still_says_so()
    {
        Start();
        await UntilAsync(() => _operator.Reports.Any(r => r.Report.Rounds >= 2));
        _network.IsExhausted = true;
        await UntilAsync(() =>
            _operator
                .Reports[^1]
                .Report.Edges.Count(e => e is { Kind: ProbeKind.PodToPod, FailedLast: true, Fault: ProbeFault.NoResources }) == 3
        );
        await StopAsync();
    }

    [Fact]
    public async Task The_first_report_is_sent_again_with_the_operator_s_token()
    {
        Start();
        await UntilAsync(() => _operator.Reports.Count > 1);
        Assert.Equal([Freshness.Unproven, Freshness.NewProcess, Freshness.Next], _operator.Judged.Take(3));
        await StopAsync();
    }

    [Fact]
    public async Task An_edge_that_fails_is_reported_long_before_the_next_regular_report()
    {
        Start();
        await UntilAsync(() => _operator.Reports.Any(r => r.Report.Rounds >= 2));
        var broken = _time.GetUtcNow();
        _network.Way = (target, _) => target.Address == Lists.Canary(2) ? ProbeFault.Timeout : ProbeFault.None;
        await UntilAsync(() => _operator.Reports[^1].Report.Edges.Any(e => e.FailedLast));
        Assert.InRange(_time.GetUtcNow() - broken, TimeSpan.Zero, TimeSpan.FromSeconds(14));
        var edge = _operator.Reports[^1].Report.Edges[0];
        Assert.Equal((Lists.Node(2), ProbeFault.Timeout), (edge.Target, edge.Fault));
        await StopAsync();
    }

    [Fact]
    public async Task When_the_operator_is_silent_for_long_no_more_probes_are_sent_and_the_first_word_starts_them_again()
    {
        Start();
        await UntilAsync(() => _operator.Reports.Count > 0);
        _operator.IsSilent = true;
        await UntilAsync(() => _said.Any(s => s.Contains("stops to probe", StringComparison.Ordinal)));
        var probes = Probes();
        for (var i = 0; i < 100; i++)
            await StepAsync();
        Assert.Equal(probes, Probes());
        _operator.IsSilent = false;
        await UntilAsync(() => Probes() > probes);
        await StopAsync();
    }

    [Fact]
    public async Task An_impostor_s_list_is_not_followed()
    {
        var impostor = new WireKeys(Any.Key(1, 99));
        _network.Hosts[Operator] = request =>
        {
            var nonce = PeersRequest.Read(request, Any.Keys)?.Nonce ?? 0;
            return Any.Written(b => new PeersPage(nonce, Lists.Of(3), null).Write(b, impostor));
        };
        Start();
        for (var i = 0; i < 100; i++)
            await StepAsync();
        Assert.Equal(0, Probes());
        // And an old page of the operator's own, played again, has another nonce.
        _network.Hosts[Operator] = _ => Any.Written(b => new PeersPage(5, Lists.Of(3), null).Write(b, Any.Keys));
        for (var i = 0; i < 100; i++)
            await StepAsync();
        Assert.Equal(0, Probes());
        await StopAsync();
    }

    [Fact]
    public async Task What_the_pod_network_does_not_carry_goes_by_the_node_s_prober()
    {
        var carried = 0;
        _network.Way = (target, _) => target == Operator ? ProbeFault.Timeout : ProbeFault.None;
        _network.Hosts[Relay] = datagram =>
        {
            carried++;
            return _operator.Answer(datagram);
        };
        Start();
        await UntilAsync(() => _operator.Reports.Any(r => r.Report.Rounds >= 1));
        Assert.True(carried > 1);
        await StopAsync();
    }

    [Fact]
    public async Task A_prober_carries_reports_of_its_own_canary_alone()
    {
        var prober = Start(AgentRole.Prober);
        await UntilAsync(() => _operator.Reports.Count > 0);
        var own = Report(Lists.Of(1).Node);
        var source = new ProbeEndpoint(Lists.Canary(0), 40_000);
        var answer = new byte[WireFormat.MaxBytes];
        var length = await prober.ReceiveAsync(own, source, answer, CancellationToken.None);
        Assert.True(ReportAck.TryRead(answer.AsSpan(0, length), Any.Keys, out var ack) && ack.Boot == 5);
        Assert.Equal(0, await prober.ReceiveAsync(Report(Lists.Node(1)), source, answer, CancellationToken.None));
        own[^1] ^= 1;
        Assert.Equal(0, await prober.ReceiveAsync(own, source, answer, CancellationToken.None));
        await StopAsync();
    }

    [Fact]
    public async Task Roaming_reaches_every_other_node_and_a_failing_one_is_reported()
    {
        _operator.List = Lists.Of(3, others: 30);
        _operator.Window = from => new RoamingWindow(
            1,
            from,
            30,
            [.. Enumerable.Range(0, 16).Select(i => Lists.Peer(((from + i) % 30) + 1))]
        );
        _network.Way = (target, _) => target.Address == Lists.Canary(25) ? ProbeFault.Timeout : ProbeFault.None;
        Start();
        await UntilAsync(() => _network.Sent.ToArray().Select(s => s.Target.Address).Distinct().Count() > 30);
        await UntilAsync(() =>
            _operator.Reports.Count > 0
            && _operator
                .Reports[^1]
                .Report.Edges.Any(e => e.Kind == ProbeKind.PodToPodRoaming && e.Target == Lists.Node(25) && e.Rounds > 2)
        );
        await StopAsync();
    }

    [Fact]
    public async Task An_echo_answers_and_neither_probes_nor_reports()
    {
        var echo = Start(AgentRole.Echo);
        await UntilAsync(() => echo.Responder.Node == Lists.Node(0));
        for (var i = 0; i < 100; i++)
            await StepAsync();
        Assert.Empty(_operator.Reports);
        Assert.Equal(0, Probes());
        await StopAsync();
    }

    private NodeAgent Start(AgentRole role = AgentRole.Canary)
    {
        var parts = new AgentParts(
            _network,
            () => Any.Keys,
            () => role == AgentRole.Canary ? [Operator, Relay] : [Operator],
            () => Interlocked.Increment(ref _nonce),
            _time,
            line =>
            {
                lock (_said)
                    _said.Add(line);
            }
        );
        var agent = new NodeAgent(new AgentIdentity(role, "node-0", 77, Lists.Ports), parts);
        _running = agent.RunAsync(_over.Token);
        return agent;
    }

    private async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running;
        var sent = Sent();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(sent, Sent());
    }

    private async Task UntilAsync(Func<bool> reached)
    {
        for (var steps = 0; ; steps++)
        {
            lock (_operator.Reports)
            {
                lock (_said)
                {
                    if (reached())
                        return;
                }
            }
            Assert.False(_running.IsFaulted, _running.Exception?.ToString());
            Assert.True(steps < 100_000, "did not come to pass");
            await StepAsync();
        }
    }

    /// <summary>The clock moves a little, and what that set free runs.</summary>
    private async Task StepAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 3; i++)
            await Task.Yield();
    }

    private void Host(PeerAddress address, int node, AgentRole role) =>
        _network.Hosts[new ProbeEndpoint(address, Lists.Ports.Pod)] = datagram =>
        {
            var head = datagram[..Math.Min(datagram.Length, datagram.Length > 10_000 ? ProbeMessage.LeastBytes : datagram.Length)];
            if (!ProbeMessage.TryRead(head, Any.Keys, out var probe))
                return null;
            var answer = new ProbeAnswer(probe.Nonce, Lists.Node(node), role, datagram.Length, Lists.Canary(0), 1);
            return Any.Written(b => answer.Write(b, Any.Keys));
        };

    private int Sent()
    {
        lock (_network.Sent)
            return _network.Sent.Count;
    }

    private int Probes()
    {
        lock (_network.Sent)
            return _network.Sent.Count(s => s.Target.Port == Lists.Ports.Pod);
    }

    private static int Number(Health.NodeId node) => Enumerable.Range(0, 50).First(i => Lists.Node(i) == node);

    private static byte[] Report(Health.NodeId node)
    {
        var report = new AgentReport
        {
            Node = node,
            Role = AgentRole.Canary,
            Boot = 5,
            Sequence = 1,
            Rounds = 1,
        };
        return Any.Written(b => new ReportMessage(report, 42).Write(b, Any.Keys));
    }
}
