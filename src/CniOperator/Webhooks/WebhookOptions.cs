namespace CniOperator.Webhooks;

/// <summary>How the webhook is served.</summary>
public sealed record WebhookOptions
{
    /// <summary>Where, <c>host:port</c>.</summary>
    public string Address { get; init; } = WebhookNames.Address;

    /// <summary>A folder with <c>tls.crt</c> and <c>tls.key</c>; <c>null</c>: the operator makes certificates of its own.</summary>
    public string? CertificateDirectory { get; init; }
}
