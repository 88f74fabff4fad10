using System.Text.Json.Nodes;
using System.Threading.Channels;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Events;
using CniOperator.Runtime.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Runtime.Tests;

public class EventRecorderTests
{
    [Fact]
    public async Task A_repetition_is_counted_on_the_same_event()
    {
        await using var bench = new Bench();
        await PublishAsync(bench, "Applied", "done", "done", "done");
        var events = bench.Server.Requests();
        Assert.Equal(["POST", "PATCH", "PATCH"], events.Select(e => e.Method));
        var first = JsonNode.Parse(events[0].Body)!;
        Assert.Equal("/api/v1/namespaces/default/events", events[0].Path);
        Assert.Equal(
            ("Widget", "a", "Warning", "test"),
            (
                first["involvedObject"]!["kind"]!.GetValue<string>(),
                first["involvedObject"]!["name"]!.GetValue<string>(),
                first["type"]!.GetValue<string>(),
                first["source"]!["component"]!.GetValue<string>()
            )
        );
        Assert.Equal(3, JsonNode.Parse(events[2].Body)!["count"]!.GetValue<int>());
        Assert.StartsWith(events[0].Path + "/a.", events[1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_different_messages_for_one_reason_are_combined_after_ten()
    {
        await using var bench = new Bench();
        await PublishAsync(bench, "Failed", [.. Enumerable.Range(0, 14).Select(i => $"attempt {i}")]);
        Assert.Equal(11, bench.Server.Requests(r => r.Method == "POST").Count);
        Assert.Equal(3, bench.Server.Requests(r => r.Method == "PATCH").Count);
        Assert.Equal(
            "(combined from similar events): attempt 13",
            JsonNode.Parse(bench.Server.Requests()[^1].Body)!["message"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task A_flood_about_one_object_is_cut_off_after_25()
    {
        await using var bench = new Bench();
        await PublishAsync(bench, "Flood", [.. Enumerable.Repeat("again", 200)]);
        Assert.Equal(25, bench.Server.Requests().Count);
    }

    [Fact]
    public async Task What_reports_a_state_has_a_budget_of_its_own()
    {
        await using var bench = new Bench();
        var recorder = new EventRecorder(bench.Client, "test", "me", bench.Clock, NullLogger.Instance)
        {
            StateReasons = new HashSet<string> { "Ready", "NotReady" },
        };
        var widget = new Unstructured(Bench.Widget("a"));
        foreach (var i in Enumerable.Range(0, 60))
            recorder.Publish(widget, "Drift", "again", EventType.Warning);
        foreach (var i in Enumerable.Range(0, 40))
            recorder.Publish(widget, i % 2 == 0 ? "NotReady" : "Ready", "so", EventType.Warning);
        recorder.Complete();
        await recorder.RunAsync(CancellationToken.None);
        Assert.Equal(50, bench.Server.Requests().Count);
    }

    [Fact]
    public async Task The_newest_state_that_there_was_no_room_for_comes_when_there_is_and_a_newer_one_in_its_place()
    {
        var clock = new FakeTimeProvider();
        var incoming = Channel.CreateUnbounded<PendingEvent>();
        var late = new LateEvents(clock);
        late.Add(State("NotReady"), TimeSpan.FromMinutes(5));
        late.Add(State("Ready"), TimeSpan.FromMinutes(5));
        var next = late.NextAsync(incoming.Reader, CancellationToken.None);
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Ready", (await next)!.Reason);

        late.Add(State("NotReady"), TimeSpan.FromMinutes(5));
        incoming.Writer.TryWrite(State("Ready"));
        incoming.Writer.Complete();
        Assert.Equal("Ready", (await late.NextAsync(incoming.Reader, CancellationToken.None))!.Reason);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await late.NextAsync(incoming.Reader, CancellationToken.None));

        static PendingEvent State(string reason) =>
            new(new ObjectReference("v1", "Widget", null, "a", "u", "1"), EventType.Normal, reason, "so") { IsState = true };
    }

    [Fact]
    public async Task A_server_that_refuses_events_stops_nothing_and_an_event_that_is_gone_is_created_again()
    {
        await using var bench = new Bench();
        var answers = new Queue<Fault>([Fault.Forbidden, Fault.None, Fault.NotServed, Fault.None]);
        bench.Server.Script = _ => answers.Dequeue();
        await PublishAsync(bench, "Applied", "done", "done", "done");
        Assert.Equal(["POST", "POST", "PATCH", "POST"], bench.Server.Requests().Select(r => r.Method));
    }

    [Fact]
    public async Task A_long_message_is_cut_at_1024_bytes_and_not_within_a_character()
    {
        await using var bench = new Bench();
        await PublishAsync(bench, "Long", string.Concat(Enumerable.Repeat("é😀", 400)));
        var message = JsonNode.Parse(bench.Server.Requests()[0].Body)!["message"]!.GetValue<string>();
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(message), 1015, 1024);
        Assert.EndsWith("...", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', message);
    }

    private static async Task PublishAsync(Bench bench, string reason, params string[] messages)
    {
        var recorder = new EventRecorder(bench.Client, "test", "me", bench.Clock, NullLogger.Instance);
        var widget = new Unstructured(Bench.Widget("a"));
        foreach (var message in messages)
            recorder.Publish(widget, reason, message, EventType.Warning);
        recorder.Complete();
        await recorder.RunAsync(CancellationToken.None);
    }
}
