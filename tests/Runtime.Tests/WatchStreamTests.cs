using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Tests.Support;
using CniOperator.Runtime.Watching;

namespace CniOperator.Runtime.Tests;

public class WatchStreamTests
{
    private const string Whole = """{"type":"ADDED","object":{"metadata":{"name":"a"}}}""";

    [Fact]
    public async Task Lines_are_events_and_blank_ones_are_nothing() =>
        Assert.Equal(
            [WatchEventType.Added, WatchEventType.Added],
            (await ReadAsync(Whole + "\n\n \r\n" + Whole + "\n")).Select(e => e.Type)
        );

    [Fact]
    public async Task A_stream_that_ends_within_a_line_is_broken_and_not_ended() =>
        Assert.Contains(
            "ended within a line",
            (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(Whole))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("""{"type":"ADDED","object":{"metadata":[}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a"}}""")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"SURPRISE","object":{}}""")]
    [InlineData("not json")]
    public async Task A_line_that_cannot_be_read_is_an_error_and_never_skipped(string line) =>
        Assert.Equal(
            AnswerReader.UnreadableReason,
            (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(line + "\n" + Whole + "\n"))).Reason
        );

    [Fact]
    public async Task A_line_beyond_all_limits_is_refused() =>
        Assert.Contains(
            "longer than",
            (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(new string('x', (3 * 1024 * 1024) + 10)))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Fields_may_come_in_any_order_and_in_any_number_of_pieces()
    {
        var bytes = """{"object":{"metadata":{"name":"a"},"x":[1,{"y":2}]},"extra":[1],"type":"MODIFIED"}"""u8.ToArray();
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var read = WatchEventReader.Read(TwoPieces(bytes, cut), Bench.Widgets);
            Assert.Equal((WatchEventType.Modified, "a"), (read.Type, read.Object!.Metadata.Name));
        }
    }

    [Fact]
    public void An_error_event_carries_its_status()
    {
        var line = """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"""u8.ToArray();
        var read = WatchEventReader.Read(new ReadOnlySequence<byte>(line), TypedKinds.Pods);
        Assert.Equal(410, read.Status!["code"]!.GetValue<int>());
    }

    [Fact]
    public void An_object_that_does_not_fit_its_type_is_an_error()
    {
        var line = """{"type":"ADDED","object":{"spec":{"podCIDR":{}}}}"""u8.ToArray();
        Assert.Throws<JsonException>(() => WatchEventReader.Read(new ReadOnlySequence<byte>(line), TypedKinds.Nodes));
    }

    private static async Task<List<WatchEvent<Unstructured>>> ReadAsync(string text)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        var request = new ApiRequest(HttpMethod.Get, "/", "watch", "widgets.example.io");
        using var stream = new WatchStream<Unstructured>(response, request, Bench.Widgets, TimeProvider.System)
        {
            IdleTimeout = TimeSpan.FromMinutes(1),
        };
        var events = new List<WatchEvent<Unstructured>>();
        await foreach (var item in stream.ReadAsync(CancellationToken.None))
            events.Add(item);
        return events;
    }

    private static ReadOnlySequence<byte> TwoPieces(byte[] bytes, int cut)
    {
        var first = new Piece(bytes.AsMemory(0, cut), 0);
        var second = new Piece(bytes.AsMemory(cut), cut);
        first.Then(second);
        return new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void Then(Piece next) => Next = next;
    }
}
