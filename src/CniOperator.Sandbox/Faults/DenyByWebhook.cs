namespace CniOperator.Sandbox.Faults;

/// <summary>A validating admission webhook denies the request.</summary>
/// <param name="Webhook">The webhook's name: <c>policy.example.com</c>.</param>
/// <param name="Message">What the webhook says.</param>
public sealed record DenyByWebhook(string Webhook, string Message) : FaultEffect;
