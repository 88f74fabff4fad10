using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Webhooks.Certificates;

/// <summary>Makes an authority and what it signs: ECDSA on P-256, as RFC 5280 wants them and Go checks them.</summary>
internal static class CertificateMaker
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // Clocks of nodes differ.
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(10);

    /// <summary>A new authority.</summary>
    /// <param name="now">Its beginning. It is part of the name, so that two authorities are told apart.</param>
    /// <param name="lifetime">How long it is valid.</param>
    internal static (string Certificate, string Key) Authority(DateTimeOffset now, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            string.Create(CultureInfo.InvariantCulture, $"CN=cni-operator-webhook-ca-{now.UtcDateTime:yyyyMMddHHmmss}"),
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now - Backdated, now + lifetime);
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>A new certificate for these hosts.</summary>
    internal static (string Certificate, string Key) Serving(
        X509Certificate2 authority,
        IReadOnlyList<string> hosts,
        DateTimeOffset now,
        TimeSpan lifetime
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Names are in the extension alone: a common name has at most 64 characters, and Go does not look at it.
        var request = new CertificateRequest("CN=cni-operator-webhook", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(Names(hosts));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var begin = Latest(now - Backdated, authority.NotBefore);
        var end = now + lifetime;
        using var certificate = request.Create(authority, begin, end < authority.NotAfter ? end : authority.NotAfter, Serial());
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static DateTimeOffset Latest(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static X509Extension Names(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }

        return names.Build();
    }

    // Positive, and more than 64 random bits: the CA/Browser Forum's baseline requirements, section 7.1.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
