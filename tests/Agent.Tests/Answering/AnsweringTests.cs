using System.Text;
using CniOperator.Agent.Answering;
using CniOperator.Agent.Dns;
using CniOperator.Agent.Network;
using CniOperator.Agent.Tests.Support;
using CniOperator.Agent.Tests.Wire;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Agent.Tests.Answering;

public sealed class AnsweringTests
{
    private static readonly ProbeEndpoint Source = new(Lists.Canary(1), 40_000);
    private static readonly ProbeMessage Probe = new(
        7,
        Lists.Node(0),
        AgentRole.Canary,
        Lists.Node(1),
        AgentRole.Canary,
        ProbeKind.PodToPod
    );

    private readonly FakeTimeProvider _time = new();
    private readonly Responder _responder;

    public AnsweringTests() => _responder = new Responder(AgentRole.Canary, () => Any.Keys, _time) { Node = Lists.Node(0) };

    [Fact]
    public void A_probe_is_answered_with_who_answers_what_came_and_where_from()
    {
        var answer = Answer(Any.Written(b => Probe.Write(b, 1422, Any.Keys)));
        Assert.True(ProbeAnswer.TryRead(answer, Any.Keys, out var read));
        Assert.Equal(new ProbeAnswer(7, Lists.Node(0), AgentRole.Canary, 1422, Source.Address, Source.Port), read);
    }

    [Fact]
    public void Whatever_comes_the_answer_is_not_larger() =>
        Gen.OneOf(Gen.Byte.Array[0, 2000], Any.Datagram).Check(bytes => Answer(bytes).Length <= bytes.Length, iter: 500);

    [Fact]
    public void A_recording_that_is_played_again_and_again_is_answered_at_a_bounded_rate()
    {
        var recorded = Any.Written(b => Probe.Write(b, ProbeMessage.LeastBytes, Any.Keys));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => Answer(recorded).Length > 0), 100, 300);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => Answer(recorded).Length > 0), 50, 150);
    }

    [Fact]
    public void What_came_is_counted_for_a_minute()
    {
        for (var i = 0; i < 6; i++)
            Answer(Any.Written(b => Probe.Write(b, ProbeMessage.LeastBytes, Any.Keys)));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([new ReceivedFrom(Lists.Node(1), 6, 20_000)], _responder.Received.Report(_responder.Milliseconds));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal([new ReceivedFrom(Lists.Node(1), 0, 70_000)], _responder.Received.Report(_responder.Milliseconds));
    }

    [Fact]
    public void However_many_nodes_probe_few_are_remembered()
    {
        var counts = new ReceivedCounts();
        for (var i = 0; i < 1000; i++)
            counts.Add(Lists.Node(i), i);
        var report = counts.Report(1000);
        Assert.Equal(16, report.Count);
        Assert.Contains(report, r => r.Source == Lists.Node(999));
    }

    [Theory]
    [InlineData("GET /ready HTTP/1.1\r\nHost: a\r\nUser-Agent: kube-probe/1.36\r\n\r\n", true, true)]
    [InlineData("GET / HTTP/1.1\r\nuser-agent:kube-probe/1.36+\r\n\r\n", true, true)]
    [InlineData("GET / HTTP/1.1\r\nUser-Agent: curl/8\r\nX: kube-probe/1\r\n\r\n", true, false)]
    [InlineData("POST / HTTP/1.1\r\n\r\n", false, false)]
    public void A_kubelet_is_known_by_its_head(string text, bool get, bool kubelet)
    {
        var head = Encoding.ASCII.GetBytes(text);
        Assert.True(RequestHead.IsComplete(head));
        Assert.Equal((get, kubelet), (RequestHead.IsGet(head), RequestHead.IsOfKubelet(head)));
    }

    [Fact]
    public void A_head_of_random_bytes_is_not_taken_for_a_kubelet_s() => Gen.Byte.Array[0, 2048].Check(b => !RequestHead.IsOfKubelet(b));

    [Fact]
    public void Bulk_that_changed_on_its_way_is_seen() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 4095], Gen.Byte[1, 255])
            .Check(
                (nonce, at, change) =>
                {
                    var bytes = new byte[4096];
                    BulkPattern.Fill(bytes, nonce, 8192);
                    Assert.True(BulkPattern.Matches(bytes, nonce, 8192));
                    bytes[at] ^= change;
                    return !BulkPattern.Matches(bytes, nonce, 8192);
                }
            );

    [Fact]
    public void A_DNS_query_is_as_RFC_1035_has_it()
    {
        var query = Query("a.bc.", AddressFamily.IPv4);
        Assert.Equal("123401000001000000000000" + "0161" + "026263" + "00" + "0001" + "0001", Convert.ToHexString(query));
        Assert.Equal("001C", Convert.ToHexString(Query("a.bc", AddressFamily.IPv6))[^8..^4]);
    }

    [Fact]
    public void Only_the_answer_to_this_query_is_one()
    {
        var query = Query("a.bc", AddressFamily.IPv4);
        byte[] answer = [.. query, 1, 2, 3];
        answer[2] |= 0x80;
        Assert.True(DnsQuery.IsAnswer(answer, query));
        Assert.True(DnsQuery.IsSuccess(answer));
        answer[3] = 3;
        Assert.False(DnsQuery.IsSuccess(answer));
        Assert.False(DnsQuery.IsAnswer(query, query));
        Assert.False(DnsQuery.IsAnswer(answer, Query("a.bd", AddressFamily.IPv4)));
        answer[0]++;
        Assert.False(DnsQuery.IsAnswer(answer, query));
    }

    [Fact]
    public void What_is_not_a_name_gives_no_query()
    {
        var buffer = new byte[DnsQuery.MostBytes];
        foreach (var name in new[] { "", "a..b", new string('a', 64), "ä", string.Join('.', Enumerable.Repeat("abcdefg", 40)) })
            Assert.Equal(0, DnsQuery.Write(buffer, 1, name, AddressFamily.IPv4));
    }

    [Fact]
    public void Random_bytes_are_not_a_DNS_answer() =>
        Gen.Byte.Array[0, 600].Check(bytes => !DnsQuery.IsAnswer(bytes, Query("kubernetes.default", AddressFamily.IPv4)));

    private static byte[] Query(string name, AddressFamily family) => Any.Written(b => DnsQuery.Write(b, 0x1234, name, family));

    private byte[] Answer(byte[] datagram)
    {
        var answer = new byte[ProbeAnswer.MostBytes];
        return answer[.._responder.Answer(datagram, datagram.Length, Source, answer)];
    }
}
