using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Webhooks.Certificates;

/// <summary>
/// The webhook's certificates as the Secret holds them, in PEM: the authorities that API servers are to trust, the newest first, with the
/// key of that one, and the certificate that is served, with its key. Nothing here has been checked; <see cref="CertificateRules"/> does.
/// </summary>
internal sealed class CertificateSet(string authorities, string authorityKey, string certificate, string key)
{
    /// <summary>What goes into <c>caBundle</c>.</summary>
    internal string Authorities { get; } = authorities;

    /// <summary>The key of the first authority.</summary>
    internal string AuthorityKey { get; } = authorityKey;

    /// <summary>The certificate that is served, and any intermediate ones.</summary>
    internal string Certificate { get; } = certificate;

    /// <summary>Its key.</summary>
    internal string Key { get; } = key;

    /// <summary>The certificate with its key, ready to serve; <c>null</c> when it cannot be read or the key is another's.</summary>
    internal X509Certificate2? Serving() => WithKey(Certificate, Key);

    /// <summary>The authority that signs, with its key; <c>null</c> as above.</summary>
    internal X509Certificate2? Authority() => WithKey(Authorities, AuthorityKey);

    /// <summary>Every authority that can be read.</summary>
    internal X509Certificate2Collection Trusted() => All(Authorities);

    /// <summary>The certificates in a PEM text; empty when there is none that can be read.</summary>
    internal static X509Certificate2Collection All(string pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // One that cannot be read must be renewed.
        }

        return all;
    }

    private static X509Certificate2? WithKey(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
