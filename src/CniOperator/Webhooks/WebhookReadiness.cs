using CniOperator.Runtime.Abstractions;
using CniOperator.Webhooks.Certificates;

namespace CniOperator.Webhooks;

/// <summary>A replica without a certificate must get no requests through the Service.</summary>
internal sealed class WebhookReadiness(ServingCertificate certificate) : IReadinessCheck
{
    /// <inheritdoc/>
    public string? Problem => certificate.Context is null ? "webhook: there is no certificate to serve yet" : null;
}
