namespace CniOperator.Sandbox.Faults;

/// <summary>The request is refused with a Status body, before it is looked at.</summary>
/// <param name="Code">The HTTP status code: 403, 409, 410, 429, 500, 503.</param>
/// <param name="Reason">The Status reason; <c>null</c> for the code's usual one.</param>
/// <param name="Message">The Status message; <c>null</c> for the code's usual one.</param>
/// <param name="RetryAfterSeconds">Sent as <c>Retry-After</c> and in the details when set.</param>
public sealed record AnswerStatus(int Code, string? Reason = null, string? Message = null, int? RetryAfterSeconds = null) : FaultEffect;
