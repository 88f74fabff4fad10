using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Webhooks.Certificates;

/// <summary>
/// When certificates are renewed. The authority lives ten years, what it signs 90 days with 30 to spare (cert-manager's default: two
/// thirds of its life are used), so that renewals happen often enough to be known to work. The two are renewed independently: a new
/// authority is trusted for weeks before
/// something that it signed is served, and the old one stays trusted until it ends, so that no renewal ever shows a certificate that an API
/// server does not trust yet.
/// </summary>
internal static class CertificateRules
{
    internal static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    internal static readonly TimeSpan AuthorityReserve = TimeSpan.FromDays(365);
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    internal static readonly TimeSpan Reserve = TimeSpan.FromDays(30);

    // A bundle that was filled with foreign authorities must not grow forever.
    private const int MostAuthorities = 4;

    /// <summary>The certificates to have now.</summary>
    /// <param name="present">Those there are, whatever is wrong with them; <c>null</c> for none.</param>
    /// <param name="hosts">The names under which API servers reach the webhook.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// The set, the present one if nothing is due, with what was renewed and why, for the log, and the time of the next look.
    /// </returns>
    internal static (CertificateSet Set, IReadOnlyList<string> Changes, DateTimeOffset NextLook) Next(
        CertificateSet? present,
        IReadOnlyList<string> hosts,
        DateTimeOffset now
    )
    {
        var changes = new List<string>();
        var set = WithAuthority(present, now, changes);
        using var authority = set.Authority()!;
        if (WhyNotServe(set, hosts, now) is { } why)
        {
            var (certificate, key) = CertificateMaker.Serving(authority, hosts, now, Lifetime);
            set = new CertificateSet(set.Authorities, set.AuthorityKey, certificate, key);
            changes.Add($"a certificate for {string.Join(", ", hosts)}, because {why}");
        }

        using var serving = set.Serving()!;
        return (set, changes, Earliest(End(serving) - Reserve, End(authority) - AuthorityReserve));
    }

    private static CertificateSet WithAuthority(CertificateSet? present, DateTimeOffset now, List<string> changes)
    {
        using var authority = present?.Authority();
        if (WhyNotSign(present, authority, now) is not { } why)
            return present!;
        var (certificate, key) = CertificateMaker.Authority(now, AuthorityLifetime);
        changes.Add($"an authority, because {why}");
        var former = present?.Trusted().Where(c => End(c) > now).Take(MostAuthorities - 1).Select(c => c.ExportCertificatePem() + "\n")
            ?? [];
        return new CertificateSet(string.Concat([certificate, .. former]), key, present?.Certificate ?? "", present?.Key ?? "");
    }

    private static string? WhyNotSign(CertificateSet? present, X509Certificate2? authority, DateTimeOffset now) =>
        present switch
        {
            null => "there is none",
            _ when authority is null => "the Secret's ca.crt and ca.key cannot be read or do not belong together",
            _ when !authority.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority) =>
                "the Secret's ca.crt is not a certificate authority",
            _ when now < Begin(authority) => "the present one is not valid yet",
            _ when now >= End(authority) - AuthorityReserve => $"the present one ends on {End(authority):yyyy-MM-dd}",
            _ => null,
        };

    private static string? WhyNotServe(CertificateSet set, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        if (set.Certificate.Length == 0)
            return "there is none";
        using var serving = set.Serving();
        if (serving is null)
            return "the Secret's tls.crt and tls.key cannot be read or do not belong together";
        if (now < Begin(serving))
            return "the present one is not valid yet";
        if (now >= End(serving) - Reserve)
            return $"the present one ends on {End(serving):yyyy-MM-dd}";
        if (hosts.FirstOrDefault(h => !Covers(serving, h)) is { } missing)
            return $"the present one is not for {missing}";
        return IsTrusted(serving, set.Trusted(), now) ? null : "none of the Secret's authorities signed the present one";
    }

    private static bool Covers(X509Certificate2 certificate, string host)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is not null
            && (
                IPAddress.TryParse(host, out var address)
                    ? names.EnumerateIPAddresses().Contains(address)
                    : names.EnumerateDnsNames().Contains(host, StringComparer.OrdinalIgnoreCase)
            );
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        try
        {
            return chain.Build(certificate);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static DateTimeOffset Begin(X509Certificate2 certificate) => certificate.NotBefore;

    private static DateTimeOffset End(X509Certificate2 certificate) => certificate.NotAfter;

    private static DateTimeOffset Earliest(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
