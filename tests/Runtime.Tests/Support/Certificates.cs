using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>Makes certificates.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset To = From.AddDays(10);

    public static X509Certificate2 Root(string name)
    {
        using var key = NewKey();
        return Request(name, key, authority: true).CreateSelfSigned(From, To);
    }

    public static X509Certificate2 Authority(string name, X509Certificate2 issuer)
    {
        using var key = NewKey();
        return Sign(Request(name, key, authority: true), key, issuer);
    }

    public static X509Certificate2 Leaf(string name, X509Certificate2 issuer)
    {
        using var key = NewKey();
        var request = Request(name, key, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return Sign(request, key, issuer);
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest Request(string name, ECDsa key, bool authority)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request;
    }

    private static X509Certificate2 Sign(CertificateRequest request, ECDsa key, X509Certificate2 issuer)
    {
        using var signed = request.Create(issuer, From.AddHours(1), To.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
