using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Watching;

namespace CniOperator.Runtime.Tests;

public class ReflectorPolicyTests
{
    private static readonly ReflectorState Watching = new(ReflectorPhase.Watch, "50", true, false, 0);

    [Fact]
    public void It_begins_with_a_streaming_list() =>
        Assert.Equal(new ReflectorState(ReflectorPhase.StreamingList, "", true, false, 0), ReflectorState.Initial);

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    [InlineData(422)]
    public void A_server_that_refuses_streaming_lists_is_listed_at_once_and_never_asked_again(int code)
    {
        var next = ReflectorPolicy.Next(ReflectorState.Initial, Failed(code));
        Assert.Equal(new ReflectorState(ReflectorPhase.List, "", false, false, 0), next);
        var again = ReflectorPolicy.Next(next with { Phase = ReflectorPhase.Watch, ResourceVersion = "7" }, Failed(410, "7"));
        Assert.Equal(ReflectorPhase.List, again.Phase);
    }

    [Fact]
    public void A_stream_that_ends_before_the_list_is_complete_means_that_streaming_is_unknown() =>
        Assert.Equal(
            ReflectorPhase.List,
            ReflectorPolicy.Next(ReflectorState.Initial, new ReflectorOutcome.Ended("", false, 3, TimeSpan.FromMinutes(5))).Phase
        );

    [Fact]
    public void A_list_is_followed_by_a_watch_from_its_version() =>
        Assert.Equal(
            Watching with
            {
                Streams = false,
            },
            ReflectorPolicy.Next(new ReflectorState(ReflectorPhase.List, "", false, true, 0), new ReflectorOutcome.Listed("50"))
        );

    [Fact]
    public void A_watch_that_ends_in_good_order_goes_on_at_once_from_its_last_version()
    {
        var next = ReflectorPolicy.Next(
            Watching with
            {
                Failures = 4,
            },
            new ReflectorOutcome.Ended("77", false, 0, TimeSpan.FromMinutes(4))
        );
        Assert.Equal(Watching with { ResourceVersion = "77" }, next);
        Assert.Equal(TimeSpan.Zero, ReflectorPolicy.Pause(next.Failures, null, 0.9));
    }

    [Fact]
    public void A_watch_that_ends_at_once_without_an_event_backs_off() =>
        Assert.Equal(1, ReflectorPolicy.Next(Watching, new ReflectorOutcome.Ended("50", false, 0, TimeSpan.FromMilliseconds(10))).Failures);

    [Fact]
    public void An_expired_version_is_relisted_first_from_that_version_and_then_from_the_newest()
    {
        var first = ReflectorPolicy.Next(Watching, Failed(410, "60"));
        Assert.Equal((ReflectorPhase.StreamingList, "60", false), (first.Phase, first.ResourceVersion, first.Newest));
        var second = ReflectorPolicy.Next(first, Failed(410));
        Assert.Equal((ReflectorPhase.StreamingList, true), (second.Phase, second.Newest));
        var third = ReflectorPolicy.Next(second, new ReflectorOutcome.Ended("90", true, 5, TimeSpan.FromMinutes(1)));
        Assert.Equal((ReflectorPhase.Watch, "90", false), (third.Phase, third.ResourceVersion, third.Newest));
    }

    [Fact]
    public void A_version_that_is_too_large_is_relisted_from_the_newest()
    {
        var error = new ApiException("x")
        {
            Code = 504,
            Reason = "Timeout",
            ServerMessage = "Too large resource version: 9, current: 5",
        };
        Assert.True(ReflectorPolicy.Next(Watching, new ReflectorOutcome.Failed("50", false, error, TimeSpan.Zero)).Newest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(403)]
    public void A_server_in_trouble_is_watched_again_from_the_same_version_without_a_relist(int code)
    {
        var next = ReflectorPolicy.Next(Watching, Failed(code, "61"));
        Assert.Equal((ReflectorPhase.Watch, "61", 1), (next.Phase, next.ResourceVersion, next.Failures));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public void A_streaming_list_that_fails_for_another_reason_stays_a_streaming_list(int code) =>
        Assert.Equal((ReflectorPhase.StreamingList, true, 1), Shape(ReflectorPolicy.Next(ReflectorState.Initial, Failed(code))));

    [Fact]
    public void What_cannot_be_read_is_relisted_because_the_same_event_would_come_again()
    {
        var error = new ApiException("x") { Reason = AnswerReader.UnreadableReason };
        Assert.Equal(
            ReflectorPhase.StreamingList,
            ReflectorPolicy.Next(Watching, new ReflectorOutcome.Failed("60", false, error, TimeSpan.Zero)).Phase
        );
    }

    [Fact]
    public void The_backoff_doubles_from_800_ms_up_to_30_s_and_starts_over_after_two_good_minutes()
    {
        Assert.Equal(
            [800, 1600, 3200, 6400, 12800, 25600, 30000, 30000],
            Enumerable.Range(1, 8).Select(f => (int)ReflectorPolicy.Pause(f, null, 0).TotalMilliseconds)
        );
        Assert.Equal(1200, ReflectorPolicy.Pause(1, null, 0.5).TotalMilliseconds);
        var failed = (ReflectorOutcome.Failed)Failed(500, "60") with { Lasted = TimeSpan.FromMinutes(2) };
        Assert.Equal(1, ReflectorPolicy.Next(Watching with { Failures = 6 }, failed).Failures);
    }

    [Fact]
    public void A_longer_wait_that_the_server_asks_for_is_kept() =>
        Assert.Equal(TimeSpan.FromSeconds(40), ReflectorPolicy.Pause(1, TimeSpan.FromSeconds(40), 0));

    private static (ReflectorPhase Phase, bool Streams, int Failures) Shape(ReflectorState s) => (s.Phase, s.Streams, s.Failures);

    private static ReflectorOutcome.Failed Failed(int code, string version = "") =>
        new(version, false, new ApiException("x") { Code = code }, TimeSpan.Zero);
}
