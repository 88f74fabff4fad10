using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace CniOperator.Webhooks.Certificates;

/// <summary>
/// Takes the certificate from a folder with <c>tls.crt</c> and <c>tls.key</c>, such as a mounted Secret of cert-manager's, and again when
/// the files change. Looked at every ten seconds, as controller-runtime's certwatcher does: file events do not come from every volume.
/// </summary>
internal sealed class CertificateFiles(string folder, ServingCertificate serving, TimeProvider clock, ILogger<CertificateFiles> log)
    : ICertificateSource
{
    private const string Certificate = "tls.crt";
    private const string Key = "tls.key";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (said, before) = ("", "");
        while (true)
        {
            var problem = Load(ref before);
            if (problem.Length > 0 && problem != said)
                log.LogError("{Problem}", problem);
            said = problem;
            await Task.Delay(Period, clock, cancellationToken);
        }
    }

    private string Load(ref string before)
    {
        try
        {
            var (certificate, key) = (File.ReadAllText(Path.Combine(folder, Certificate)), File.ReadAllText(Path.Combine(folder, Key)));
            if (certificate + key == before)
                return "";
            var loaded = X509Certificate2.CreateFromPem(certificate, key);
            var all = CertificateSet.All(certificate);
            if (serving.Use(loaded, [.. all.Skip(1)]))
                log.LogInformation("serving the certificate of {Folder}, valid until {End:yyyy-MM-dd}", folder, serving.End);
            before = certificate + key;
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{folder} cannot be read: {e.Message} Mount a Secret with {Certificate} and {Key} there (--webhook-cert-dir)";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return $"{Certificate} and {Key} in {folder} cannot be used: {e.Message} Renew the Secret that is mounted there; until then "
                + $"{(serving.Context is null ? "nothing" : "the former certificate")} is served";
        }
    }
}
