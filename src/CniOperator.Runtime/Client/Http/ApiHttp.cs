using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;

namespace CniOperator.Runtime.Client.Http;

/// <summary>
/// The connection and credentials that a <see cref="KubernetesClientConfiguration"/> describes. KubernetesClient's own client class would
/// do,
/// but brings the JSON of each of its 560 models with it, which is half of the executable.
/// </summary>
internal static class ApiHttp
{
    /// <summary>A connection without timeouts of its own: watches last, and calls have deadlines.</summary>
    public static HttpClient Connect(KubernetesClientConfiguration configuration)
    {
        var handler = new SocketsHttpHandler
        {
            // The API server compresses large answers only when asked to.
            AutomaticDecompression = DecompressionMethods.GZip,

            // A dead connection is noticed by pings, within the time in which client-go notices it.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),

            // Every watch is a stream; a server allows 100 to 250 on one connection.
            EnableMultipleHttp2Connections = true,
            SslOptions = Tls(configuration),
        };
        configuration.FirstMessageHandlerSetup?.Invoke(handler);
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

        // The handler takes the name that the certificate must have from the Host header, whatever its own options say.
        http.DefaultRequestHeaders.Host = string.IsNullOrEmpty(configuration.TlsServerName) ? null : configuration.TlsServerName;
        return http;
    }

    /// <summary>What is added to each request; <c>null</c> when a certificate, or nothing, says who we are.</summary>
    public static ServiceClientCredentials? Credentials(KubernetesClientConfiguration configuration) =>
        configuration.TokenProvider is { } provider ? new TokenCredentials(provider)
        : !string.IsNullOrEmpty(configuration.AccessToken) ? new TokenCredentials(configuration.AccessToken)
        : !string.IsNullOrEmpty(configuration.Username)
            ? new BasicAuthenticationCredentials { UserName = configuration.Username, Password = configuration.Password }
        : null;

    private static SslClientAuthenticationOptions Tls(KubernetesClientConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions();
        if (ClientCertificate(configuration) is { } certificate)
            options.ClientCertificates = [certificate];
        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359 // This is what insecure-skip-tls-verify in a kubeconfig asks for.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (configuration.SslCaCerts is { } anchors)
        {
            options.CertificateChainPolicy = Policy(anchors);
            options.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                errors == SslPolicyErrors.None && IsAnchored(chain, anchors);
        }

        return options;
    }

    private static X509Certificate2? ClientCertificate(KubernetesClientConfiguration configuration)
    {
        var certificate = Pem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        var key = Pem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        if (certificate is null || key is null)
            return null;
        var pair = X509Certificate2.CreateFromPem(certificate, key);

        // Windows' TLS cannot use a key that is in memory only.
        return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null) : pair;
    }

    private static string? Pem(string? base64, string? path) =>
        !string.IsNullOrEmpty(base64) ? Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : !string.IsNullOrEmpty(path) ? File.ReadAllText(path)
        : null;

    // As in Go, an intermediate authority may be the anchor: a chain need not reach a root, but must reach one of these.
    private static X509ChainPolicy Policy(X509Certificate2Collection anchors)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority,
        };
        policy.CustomTrustStore.AddRange(anchors);
        return policy;
    }

    private static bool IsAnchored(X509Chain? chain, X509Certificate2Collection anchors) =>
        chain?.ChainElements.Any(element =>
            anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span))
        ) == true;
}
