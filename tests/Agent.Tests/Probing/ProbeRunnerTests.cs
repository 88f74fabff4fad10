using CniOperator.Agent.Answering;
using CniOperator.Agent.Network;
using CniOperator.Agent.Probing;
using CniOperator.Agent.Rounds;
using CniOperator.Agent.Tests.Support;
using CniOperator.Agent.Tests.Wire;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Agent.Tests.Probing;

public sealed class ProbeRunnerTests
{
    private static readonly ProbeEndpoint Target = new(Lists.Canary(1), Lists.Ports.Pod);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _network = new(Lists.Canary(0));
    private PeerAddress _seen = Lists.Canary(0);

    public ProbeRunnerTests() => _network.Hosts[Target] = Answer(1);

    [Fact]
    public async Task A_probe_that_is_answered_took_one_datagram()
    {
        var result = await RunAsync(Plan(ProbeKind.PodToPod));
        Assert.Equal((ProbeFault.None, 1, 0), (result.Fault, result.Sent, result.Lost));
        Assert.True(result.Microseconds > 0);
        Assert.False(result.SourceChanged);
    }

    [Fact]
    public async Task One_lost_datagram_is_not_a_failure()
    {
        var lost = 1;
        _network.Way = (_, _) => lost-- > 0 ? ProbeFault.Timeout : ProbeFault.None;
        var result = await RunAsync(Plan(ProbeKind.PodToPod));
        Assert.Equal((ProbeFault.None, 2, 1), (result.Fault, result.Sent, result.Lost));
    }

    [Fact]
    public async Task Two_lost_datagrams_a_second_apart_are_a_failure()
    {
        _network.Way = (_, _) => ProbeFault.Timeout;
        var start = _time.GetTimestamp();
        var result = await RunAsync(Plan(ProbeKind.PodToPod));
        Assert.Equal((ProbeFault.Timeout, 2, 2), (result.Fault, result.Sent, result.Lost));
        Assert.Equal(2, _time.GetElapsedTime(start).TotalSeconds, precision: 1);
    }

    [Theory]
    [InlineData(ProbeFault.Refused)]
    [InlineData(ProbeFault.NoRoute)]
    [InlineData(ProbeFault.HostUnreachable)]
    [InlineData(ProbeFault.NoResources)]
    [InlineData(ProbeFault.Forbidden)]
    public async Task An_error_of_the_network_is_the_fault_and_is_tried_again_a_second_later(ProbeFault fault)
    {
        _network.Way = (_, _) => fault;
        var start = _time.GetTimestamp();
        Assert.Equal(fault, (await RunAsync(Plan(ProbeKind.PodToPod))).Fault);
        Assert.Equal(1, _time.GetElapsedTime(start).TotalSeconds, precision: 1);
    }

    [Fact]
    public async Task Another_node_s_answer_is_the_wrong_identity()
    {
        _network.Hosts[Target] = Answer(2);
        Assert.Equal(ProbeFault.WrongIdentity, (await RunAsync(Plan(ProbeKind.PodToPod))).Fault);
    }

    [Fact]
    public async Task An_agent_that_does_not_know_its_node_yet_is_believed()
    {
        _network.Hosts[Target] = Answer(null);
        Assert.Equal(ProbeFault.None, (await RunAsync(Plan(ProbeKind.PodToPod))).Fault);
    }

    [Fact]
    public async Task An_address_that_was_translated_is_seen()
    {
        _seen = PeerAddress.Of("192.168.0.9");
        Assert.True((await RunAsync(Plan(ProbeKind.PodToPod))).SourceChanged);
    }

    [Fact]
    public async Task Forged_and_late_answers_are_not_answers()
    {
        var former = Any.Written(b => new ProbeAnswer(99, Lists.Node(1), AgentRole.Canary, 80, _seen, 1).Write(b, Any.Keys));
        _network.Hosts[Target] = _ => former;
        Assert.Equal(ProbeFault.Timeout, (await RunAsync(Plan(ProbeKind.PodToPod))).Fault);
        var forge = Answer(1, new WireKeys(Any.Key(1, 9)));
        _network.Hosts[Target] = forge;
        Assert.Equal(ProbeFault.Timeout, (await RunAsync(Plan(ProbeKind.PodToPod))).Fault);
    }

    [Fact]
    public async Task A_wait_that_was_far_too_long_is_the_sender_s_own()
    {
        _network.Way = (_, _) => ProbeFault.Timeout;
        var result = await RunAsync(Plan(ProbeKind.PodToPod), step: TimeSpan.FromSeconds(5));
        Assert.Equal(ProbeFault.SenderLate, result.Fault);
    }

    [Fact]
    public async Task The_full_size_is_the_pod_s_MTU_and_is_sent_whole()
    {
        var result = await RunAsync(Plan(ProbeKind.PodToPodFullSize));
        Assert.Equal((ProbeFault.None, 1450), (result.Fault, result.LargestSize));
        Assert.Equal([(Target, 1422)], _network.Sent);
    }

    [Fact]
    public void In_a_black_hole_the_largest_size_that_passes_is_found() =>
        Gen.Int[120, 1449]
            .CheckAsync(
                async passes =>
                {
                    var test = new ProbeRunnerTests();
                    test._network.Way = (_, size) => size + 28 > passes ? ProbeFault.Timeout : ProbeFault.None;
                    var result = await test.RunAsync(Plan(ProbeKind.PodToPodFullSize));
                    Assert.Equal(ProbeFault.Timeout, result.Fault);
                    Assert.InRange(result.LargestSize, passes - 8, passes);
                },
                iter: 20
            );

    [Fact]
    public async Task A_size_that_was_found_is_not_searched_again_and_a_dead_edge_has_none()
    {
        _network.Way = (_, size) => size > 1000 ? ProbeFault.TooLarge : ProbeFault.None;
        var result = await RunAsync(Plan(ProbeKind.PodToPodFullSize), known: 1020);
        Assert.Equal((ProbeFault.TooLarge, 1020, 3), (result.Fault, result.LargestSize, _network.Sent.Count));
        _network.Way = (_, _) => ProbeFault.Timeout;
        Assert.Equal(0, (await RunAsync(Plan(ProbeKind.PodToPodFullSize))).LargestSize);
    }

    [Fact]
    public async Task Bulk_is_64_KiB_after_a_signed_head()
    {
        Assert.Equal(ProbeFault.None, (await RunAsync(Plan(ProbeKind.PodToPodBulk))).Fault);
        Assert.Equal([(Target, 80 + 65_536)], _network.Sent);
    }

    [Fact]
    public async Task A_denied_probe_is_well_when_nothing_comes_back()
    {
        Assert.Equal(ProbeFault.Unexpected, (await RunAsync(Plan(ProbeKind.PolicyDenied))).Fault);
        foreach (var fault in new[] { ProbeFault.Timeout, ProbeFault.Refused, ProbeFault.Forbidden })
        {
            _network.Way = (_, _) => fault;
            Assert.Equal(new ProbeResult(ProbeFault.None, 1, 0), await RunAsync(Plan(ProbeKind.PolicyDenied)));
        }
    }

    [Theory]
    [InlineData(0x81, 0x80, ProbeFault.None)]
    [InlineData(0x81, 0x83, ProbeFault.WrongAnswer)]
    [InlineData(0x01, 0x00, ProbeFault.Timeout)]
    public async Task A_name_is_resolved_or_not(byte flags, byte code, ProbeFault fault)
    {
        _network.Hosts[Target] = query =>
        {
            (query[2], query[3]) = (flags, code);
            return query;
        };
        Assert.Equal(fault, (await RunAsync(Plan(ProbeKind.DnsByService))).Fault);
    }

    private static PlannedProbe Plan(ProbeKind kind) => new(Lists.Key(1, kind), Target, Lists.Node(1), AgentRole.Canary);

    /// <summary>What a canary of that node answers; it may not know its id.</summary>
    private Func<byte[], byte[]?> Answer(int? node, WireKeys? keys = null) =>
        datagram =>
        {
            var head = datagram.Length > 10_000 ? datagram[..ProbeMessage.LeastBytes] : datagram;
            Assert.True(ProbeMessage.TryRead(head, Any.Keys, out var probe));
            Assert.True(datagram.Length < 10_000 || BulkPattern.Matches(datagram.AsSpan(80), probe.Nonce, 0));
            var id = node is { } n ? Lists.Node(n) : default;
            var answer = new ProbeAnswer(probe.Nonce, id, AgentRole.Canary, datagram.Length, _seen, 1);
            return Any.Written(b => answer.Write(b, keys ?? Any.Keys));
        };

    /// <summary>Runs a probe; the clock is moved until it has ended.</summary>
    private async Task<ProbeResult> RunAsync(PlannedProbe probe, int known = 0, TimeSpan? step = null)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var nonce = 100UL;
        var runner = new ProbeRunner(_network, () => Any.Keys, AgentRole.Canary, () => nonce++, _time);
        var list = Lists.Of(3) with { DnsName = "kubernetes.default.svc.cluster.local" };
        var task = runner.RunAsync(probe, list, known, CancellationToken.None).AsTask();
        while (!task.IsCompleted)
            _time.Advance(step ?? TimeSpan.FromMilliseconds(50));
        return await task;
    }
}
