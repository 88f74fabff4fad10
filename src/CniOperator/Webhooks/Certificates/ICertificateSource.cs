namespace CniOperator.Webhooks.Certificates;

/// <summary>Keeps a <see cref="ServingCertificate"/> up to date.</summary>
internal interface ICertificateSource
{
    /// <summary>Runs until cancelled. What goes wrong is logged and tried again; never throws but when cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
