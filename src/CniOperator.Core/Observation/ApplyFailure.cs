using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>A request for one object that the server did not carry out.</summary>
/// <param name="Key">The object.</param>
/// <param name="Resource">Its resource as RBAC names it: <c>daemonsets.apps</c>; empty when the kind is not served.</param>
/// <param name="Verb">What was asked: <c>patch</c>, <c>create</c> or <c>delete</c>.</param>
/// <param name="Code">The HTTP status; 0 without an answer.</param>
/// <param name="Reason">The server's reason: <c>Forbidden</c>, <c>Invalid</c>.</param>
/// <param name="Message">The server's words.</param>
/// <param name="Attempts">How often in a row it failed.</param>
/// <param name="RetryAt">When to try again.</param>
public sealed record ApplyFailure(
    ObjectKey Key,
    string Resource,
    string Verb,
    int Code,
    string Reason,
    string Message,
    int Attempts,
    DateTimeOffset RetryAt
)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    // A user who fixed what the server had refused is watching, and should not wait for longer.
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    /// <summary>The hash of what was to be applied; empty for a deletion. Other content may fare better, and is tried at once.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Waiting will not help: the server said no, and would say so again.</summary>
    public bool NeedsPerson => Code is >= 400 and < 500 and not (404 or 408 or 409 or 410 or 429);

    /// <summary>
    /// The pause before the next attempt: doubled each time from one second to one minute, never less than the server asks for.
    /// </summary>
    public static TimeSpan Pause(int attempts, TimeSpan? retryAfter)
    {
        var doubled = FirstRetry * Math.Pow(2, Math.Clamp(attempts - 1, 0, 16));
        var pause = doubled < LastRetry ? doubled : LastRetry;
        return retryAfter > pause ? retryAfter.Value : pause;
    }
}
