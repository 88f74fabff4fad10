using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Watching;

/// <summary>
/// What follows on what: client-go's error policy (<c>tools/cache/reflector.go</c>) as a pure function.
/// </summary>
internal static class ReflectorPolicy
{
    /// <summary>Backoff of client-go's reflector: 800 ms to 30 s, doubled, with jitter of the same size.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>After this long without a failure the backoff starts over.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(2);

    /// <summary>A watch that ends this soon without an event is a server that does not keep watches.</summary>
    private static readonly TimeSpan VeryShort = TimeSpan.FromSeconds(1);

    public static ReflectorState Next(ReflectorState state, ReflectorOutcome outcome) =>
        outcome switch
        {
            ReflectorOutcome.Listed listed => state with
            {
                Phase = ReflectorPhase.Watch,
                ResourceVersion = listed.ResourceVersion,
                Newest = false,
            },
            ReflectorOutcome.Ended ended => AfterEnd(state, ended),
            ReflectorOutcome.Failed failed => AfterFailure(state, failed),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    /// <summary>How long to wait before the next step.</summary>
    /// <param name="failures">Failures in a row.</param>
    /// <param name="retryAfter">What the server asked for, if anything.</param>
    /// <param name="jitter">A random number in [0, 1).</param>
    public static TimeSpan Pause(int failures, TimeSpan? retryAfter, double jitter)
    {
        if (failures == 0)
            return TimeSpan.Zero;
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10)) * (1 + jitter);
        pause = pause < LongestPause ? pause : LongestPause;
        return retryAfter > pause ? retryAfter.Value : pause;
    }

    private static ReflectorState AfterEnd(ReflectorState state, ReflectorOutcome.Ended ended)
    {
        if (!IsListed(state, ended.Complete))
        {
            // A server that takes the parameters but never completes the list does not know streaming lists.
            return state with { Phase = ReflectorPhase.List, Streams = false, Failures = state.Failures + 1 };
        }

        var idle = ended.Lasted < VeryShort && ended.Events == 0;
        return state with
        {
            Phase = ReflectorPhase.Watch,
            ResourceVersion = ended.ResourceVersion,
            Newest = false,
            Failures = idle ? state.Failures + 1 : 0,
        };
    }

    private static ReflectorState AfterFailure(ReflectorState state, ReflectorOutcome.Failed failed)
    {
        var listed = IsListed(state, failed.Complete);
        var next = state with
        {
            ResourceVersion = listed && failed.ResourceVersion.Length > 0 ? failed.ResourceVersion : state.ResourceVersion,
            Failures = failed.Lasted >= Healthy ? 1 : state.Failures + 1,
        };
        var error = failed.Error;
        if (listed)
            next = next with { Newest = false };
        if (error.IsExpired || IsTooLarge(error))
            return Relist(next, newest: !listed || IsTooLarge(error));
        if (listed && (error.IsUnavailable || error.Code is 401 or 403) && error.Reason != AnswerReader.UnreadableReason)
            return next with { Phase = ReflectorPhase.Watch };
        if (state.Phase == ReflectorPhase.StreamingList && !listed && RefusesStreaming(error))
            return next with { Phase = ReflectorPhase.List, Streams = false, Failures = 0 };
        return Relist(next, next.Newest);
    }

    /// <summary>
    /// First "not older than what we had", which the server's cache can answer; the newest only if that did not work either.
    /// </summary>
    private static ReflectorState Relist(ReflectorState state, bool newest) =>
        state with
        {
            Phase = state.Streams ? ReflectorPhase.StreamingList : ReflectorPhase.List,
            Newest = newest,
        };

    private static bool IsListed(ReflectorState state, bool complete) => state.Phase == ReflectorPhase.Watch || complete;

    /// <summary>422 from servers with the feature off, 400 and 405 from servers that never heard of it.</summary>
    private static bool RefusesStreaming(ApiException error) =>
        error.Code is 400 or 405 or 422 || error.Reason == WatchStream<Unstructured>.SilentReason;

    /// <summary>The server's cache is behind the version that was asked for, as after a restore of etcd.</summary>
    private static bool IsTooLarge(ApiException error) =>
        error.Causes.Any(c => c.Reason == "ResourceVersionTooLarge")
        || error.ServerMessage.StartsWith("Too large resource version", StringComparison.Ordinal);
}
