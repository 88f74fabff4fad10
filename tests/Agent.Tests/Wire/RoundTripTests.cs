using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using CsCheck;

namespace CniOperator.Agent.Tests.Wire;

public sealed class RoundTripTests
{
    [Fact]
    public void A_probe_of_any_size_is_read_as_it_was_written() =>
        Gen.Select(Any.Probe, Gen.Int[ProbeMessage.LeastBytes, WireFormat.MaxProbeBytes])
            .Check(
                (probe, size) =>
                {
                    var datagram = Any.Written(b => probe.Write(b, size, Any.Keys));
                    return datagram.Length == size && ProbeMessage.TryRead(datagram, Any.Keys, out var read) && read == probe;
                }
            );

    [Fact]
    public void An_answer_is_read_as_it_was_written() =>
        Any.Answer.Check(answer =>
            ProbeAnswer.TryRead(Any.Written(b => answer.Write(b, Any.Keys)), Any.Keys, out var read) && read == answer
        );

    [Fact]
    public void An_acknowledgement_is_read_as_it_was_written() =>
        Any.Ack.Check(ack => ReportAck.TryRead(Any.Written(b => ack.Write(b, Any.Keys)), Any.Keys, out var read) && read == ack);

    [Fact]
    public void A_request_for_peers_is_read_as_it_was_written() =>
        Any.Request.Check(request => PeersRequest.Read(Any.Written(b => request.Write(b, Any.Keys)), Any.Keys) == request);

    [Fact]
    public void A_peer_list_with_eight_peers_and_targets_is_read_as_it_was_written() =>
        Any.List.Check(list =>
        {
            var read = PeersPage.Read(Any.Written(b => new PeersPage(5, list, null).Write(b, Any.Keys)), Any.Keys)?.List;
            Assert.NotNull(read);
            Assert.Equal(list.Fixed, read.Fixed);
            Assert.Equal(list.Targets, read.Targets);
            Assert.Equal(list with { Fixed = [], Targets = [], Settings = read.Settings }, read with { Fixed = [], Targets = [] });
            Assert.Equal(list.Settings, read.Settings);
        });

    [Fact]
    public void A_window_holds_at_least_sixteen_peers_of_both_families_in_their_order() =>
        Any
            .Peer.List[0, 60]
            .Check(peers =>
            {
                var window = new RoamingWindow(3, 17, 4999, peers);
                var read = PeersPage.Read(Any.Written(b => new PeersPage(5, null, window).Write(b, Any.Keys)), Any.Keys)?.Window;
                Assert.NotNull(read);
                Assert.Equal((3UL, 17, 4999), (read.Version, read.From, read.Others));
                Assert.True(read.Peers.Count >= Math.Min(16, peers.Count));
                Assert.Equal(peers.Take(read.Peers.Count), read.Peers);
            });

    [Fact]
    public void A_report_that_fits_is_read_as_it_was_written() =>
        Any.Report(20)
            .Check(message =>
            {
                var read = ReportMessage.Read(Any.Written(b => message.Write(b, Any.Keys)), Any.Keys);
                Assert.NotNull(read);
                Assert.False(read.Truncated);
                Same(message, read, message.Report.Edges.Count);
            });

    [Fact]
    public void A_report_that_does_not_fit_keeps_its_first_edges_and_says_so() =>
        Any.Report(250)
            .Check(message =>
            {
                var datagram = Any.Written(b => message.Write(b, Any.Keys));
                Assert.True(datagram.Length <= WireFormat.MaxBytes);
                var read = ReportMessage.Read(datagram, Any.Keys);
                Assert.NotNull(read);
                Assert.Equal(read.Truncated, read.Report.Edges.Count < message.Report.Edges.Count);
                Assert.Equal(message.Report.Edges.Take(read.Report.Edges.Count), read.Report.Edges);
            });

    [Fact]
    public void A_usual_report_of_both_families_fits()
    {
        var nodes = Enumerable.Range(0, 18).Select(i => Health.NodeId.Of($"node-{i}")).ToList();
        var edges =
            from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
            from kind in Enumerable.Range(1, 17)
            from node in kind is 1 or 3 ? nodes.Take(8) : nodes.Take(1)
            select new EdgeReport
            {
                Kind = (Health.Probes.ProbeKind)kind,
                Target = node,
                Family = family,
                Rounds = 32,
                Sent = 6,
                MedianMicroseconds = 350,
                WorstMicroseconds = 12_000,
                LargestSize = kind == 3 ? 1450 : 0,
            };
        var report = new AgentReport
        {
            Node = nodes[9],
            Role = AgentRole.Canary,
            Boot = 1,
            Sequence = 2,
            Rounds = 3,
            Edges = [.. edges],
            Received = [.. nodes.Skip(10).Select(n => new ReceivedFrom(n, 6, 1000))],
            Kubelet = new KubeletWitness(1000, 4000, "fd00::1"),
        };
        var read = ReportMessage.Read(Any.Written(b => new ReportMessage(report, 1).Write(b, Any.Keys)), Any.Keys);
        Assert.False(read!.Truncated);
        Same(new ReportMessage(report, 1), read, report.Edges.Count);
    }

    [Fact]
    public void The_hot_path_allocates_nothing()
    {
        var buffer = new byte[2048];
        var probe = new ProbeMessage(1, Health.NodeId.Of("a"), AgentRole.Canary, Health.NodeId.Of("b"), AgentRole.Canary, default);
        for (var i = 0; i < 2; i++) // The first time compiles, and fills what the cryptography keeps.
            Answered(probe, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Answered(probe, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Answered(ProbeMessage probe, byte[] buffer)
    {
        var length = probe.Write(buffer, 1400, Any.Keys);
        if (!ProbeMessage.TryRead(buffer.AsSpan(0, length), Any.Keys, out var read))
            throw new InvalidOperationException("its own probe is refused");
        var answer = new ProbeAnswer(read.Nonce, read.Target, AgentRole.Canary, length, default, 1);
        length = answer.Write(buffer, Any.Keys);
        if (!ProbeAnswer.TryRead(buffer.AsSpan(0, length), Any.Keys, out _))
            throw new InvalidOperationException("its own answer is refused");
    }

    private static void Same(ReportMessage written, ReportMessage read, int edges)
    {
        Assert.Equal(written.Token, read.Token);
        Assert.Equal(written.Report.Edges.Take(edges), read.Report.Edges);
        Assert.Equal(written.Report.Received, read.Report.Received);
        Assert.Equal(written.Report with { Edges = [], Received = [] }, read.Report with { Edges = [], Received = [] });
    }
}
