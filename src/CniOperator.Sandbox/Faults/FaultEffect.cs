namespace CniOperator.Sandbox.Faults;

/// <summary>What happens to a request that a rule takes.</summary>
public abstract record FaultEffect;

/// <summary>The request is refused with a Status body, before it is looked at.</summary>
/// <param name="Code">The HTTP status code: 403, 409, 410, 429, 500, 503.</param>
/// <param name="Reason">The Status reason; <c>null</c> for the code's usual one.</param>
/// <param name="Message">The Status message; <c>null</c> for the code's usual one.</param>
/// <param name="RetryAfterSeconds">Sent as <c>Retry-After</c> and in the details when set.</param>
public sealed record AnswerStatus(int Code, string? Reason = null, string? Message = null, int? RetryAfterSeconds = null) : FaultEffect;

/// <summary>The connection is closed without an answer.</summary>
public sealed record CloseConnection : FaultEffect;

/// <summary>The request is carried out, but the connection is closed before the answer is sent.</summary>
public sealed record LoseAnswer : FaultEffect;

/// <summary>A watch is cut in the middle of the line of its n-th event. Requests other than watches are not affected.</summary>
/// <param name="AfterEvents">How many events are sent whole before.</param>
public sealed record CutWatch(int AfterEvents = 0) : FaultEffect;

/// <summary>An ERROR event is sent in the watch's stream, which then ends.</summary>
/// <param name="Code">The code in the event's Status: 410 for an expired resourceVersion, 500.</param>
/// <param name="AfterEvents">How many events are sent before.</param>
public sealed record WatchError(int Code = 410, int AfterEvents = 0) : FaultEffect;

/// <summary>The request waits until the rule is removed from its plan (or released), then goes on.</summary>
public sealed record Stall : FaultEffect;

/// <summary>A validating admission webhook denies the request.</summary>
/// <param name="Webhook">The webhook's name: <c>policy.example.com</c>.</param>
/// <param name="Message">What the webhook says.</param>
public sealed record DenyByWebhook(string Webhook, string Message) : FaultEffect;
