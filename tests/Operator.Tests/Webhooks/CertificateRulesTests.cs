using System.Security.Cryptography.X509Certificates;
using CniOperator.Kubernetes.Objects;
using CniOperator.Webhooks;
using CniOperator.Webhooks.Certificates;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class CertificateRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<string> Hosts = WebhookNames.HostsOf("cni-operator-webhook", "cni-operator-system");

    [Fact]
    public void Where_there_is_none_an_authority_and_a_certificate_are_made()
    {
        var (set, changes, look) = CertificateRules.Next(null, Hosts, Start);
        Assert.Equal(2, changes.Count);
        Assert.Equal(Start + CertificateRules.Lifetime - CertificateRules.Reserve, look);
        using var serving = set.Serving()!;
        Assert.Equal(Hosts, serving.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.Equal("1.2.840.10045.2.1", serving.PublicKey.Oid.Value);
        Assert.Equal(256, serving.GetECDsaPublicKey()!.KeySize);
        Assert.True(Trusts(set, serving, Start));
    }

    [Fact]
    public void What_is_in_order_stays()
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        var (again, changes, _) = CertificateRules.Next(Stored(set), Hosts, Start.AddDays(59));
        Assert.Empty(changes);
        Assert.Equal(set.Certificate, again.Certificate);
        Assert.Equal(set.Key, again.Key);
    }

    [Fact]
    public void A_certificate_is_renewed_thirty_days_before_its_end_under_the_same_authority()
    {
        var (set, _, look) = CertificateRules.Next(null, Hosts, Start);
        var (next, changes, _) = CertificateRules.Next(set, Hosts, look);
        Assert.StartsWith("a certificate for", Assert.Single(changes), StringComparison.Ordinal);
        Assert.Equal(set.Authorities, next.Authorities);
        Assert.NotEqual(set.Key, next.Key);
    }

    [Fact]
    public void Through_thirty_years_of_renewals_who_trusts_the_former_or_the_present_bundle_trusts_what_is_served()
    {
        var (set, _, look) = CertificateRules.Next(null, Hosts, Start);
        var (authorities, certificates) = (1, 1);
        for (var now = look; now < Start.AddYears(30); )
        {
            var (next, changes, after) = CertificateRules.Next(Stored(set), Hosts, now);
            Assert.NotEmpty(changes);
            authorities += changes.Count(c => c.StartsWith("an authority", StringComparison.Ordinal));
            certificates += changes.Count(c => c.StartsWith("a certificate", StringComparison.Ordinal));
            using var serving = next.Serving()!;
            using var former = set.Serving()!;
            Assert.True(Trusts(set, serving, now), $"{now}: new certificate, former bundle");
            Assert.True(Trusts(next, serving, now), $"{now}: new certificate, new bundle");
            Assert.True(Trusts(next, former, now), $"{now}: former certificate, new bundle");
            Assert.InRange(next.Trusted().Count, 1, 2);
            Assert.True(after > now);
            (set, now) = (next, after);
        }

        Assert.Equal(4, authorities);
        Assert.InRange(certificates, 180, 185);
    }

    [Fact]
    public void After_years_of_standstill_everything_is_renewed()
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        var (next, changes, _) = CertificateRules.Next(set, Hosts, Start.AddYears(12));
        Assert.Equal(2, changes.Count);
        Assert.Single(next.Trusted());
    }

    [Fact]
    public void A_further_name_needs_a_new_certificate_and_an_address_is_one_too()
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        var (next, changes, _) = CertificateRules.Next(set, [.. Hosts, "192.0.2.7", "operator.example.com"], Start);
        Assert.Contains("not for 192.0.2.7", Assert.Single(changes), StringComparison.Ordinal);
        Assert.Empty(CertificateRules.Next(next, [.. Hosts, "OPERATOR.example.com"], Start).Changes);
        Assert.Empty(CertificateRules.Next(next, Hosts, Start).Changes);
    }

    [Theory]
    [InlineData("ca.crt")]
    [InlineData("ca.key")]
    [InlineData("tls.crt")]
    [InlineData("tls.key")]
    public void Whatever_is_broken_in_the_Secret_is_renewed(string key)
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        var (other, _, _) = CertificateRules.Next(null, Hosts, Start);
        var strange = CertificateSecret.Write(other, "ns", null).Text("data", key);
        foreach (
            var wrong in (string?[])
                ["", "%%%", null, Convert.ToBase64String("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"u8), strange]
        )
        {
            var secret = CertificateSecret.Write(set, "ns", null);
            secret["data"]![key] = wrong;
            var (next, changes, _) = CertificateRules.Next(CertificateSecret.Read(secret), Hosts, Start);
            Assert.NotEmpty(changes);
            using var serving = next.Serving();
            Assert.NotNull(serving);
            Assert.True(Trusts(next, serving, Start));
        }
    }

    [Fact]
    public void A_clock_that_went_back_before_the_beginning_makes_new_ones()
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        Assert.Empty(CertificateRules.Next(set, Hosts, Start.AddMinutes(-9)).Changes);
        Assert.NotEmpty(CertificateRules.Next(set, Hosts, Start.AddDays(-1)).Changes);
    }

    [Fact]
    public void A_Secret_keeps_its_type_and_is_written_over_the_version_that_was_read()
    {
        var (set, _, _) = CertificateRules.Next(null, Hosts, Start);
        var written = CertificateSecret.Write(
            set,
            "ns",
            new System.Text.Json.Nodes.JsonObject
            {
                ["type"] = "Opaque",
                ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["resourceVersion"] = "7" },
            }
        );
        Assert.Equal(("Opaque", "7"), (written.Text("type"), written.Text("metadata", "resourceVersion")));
        Assert.Equal("kubernetes.io/tls", CertificateSecret.Write(set, "ns", null).Text("type"));
    }

    // Through the Secret and back.
    private static CertificateSet Stored(CertificateSet set) => CertificateSecret.Read(CertificateSecret.Write(set, "ns", null))!;

    private static bool Trusts(CertificateSet bundle, X509Certificate2 certificate, DateTimeOffset now) =>
        Trust.Chain(bundle.Trusted(), certificate, now);
}
