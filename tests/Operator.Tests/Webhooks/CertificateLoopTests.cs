using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Webhooks;
using CniOperator.Webhooks.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class CertificateLoopTests
{
    [Fact]
    public async Task A_certificate_is_renewed_in_time_and_API_servers_go_on_trusting_it()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var lab = await WebhookLab.StartAsync(clock);
        await lab.Lab.UntilAsync(() => Pass(TimeSpan.FromSeconds(1)) && lab.Bundle.Length > 0, "trusted");
        var bundle = lab.Bundle;
        using var before = await lab.ServedAsync();
        var key = lab.Secret.Text("data", "tls.key");
        for (var day = 0; day < 59; day++)
            Pass(TimeSpan.FromDays(1));
        Assert.Equal(key, lab.Secret.Text("data", "tls.key"));
        await lab.Lab.UntilAsync(() => Pass(TimeSpan.FromHours(1)) && lab.Secret.Text("data", "tls.key") != key, "renewed");
        await lab.Lab.UntilAsync(
            () =>
                Pass(TimeSpan.FromSeconds(1)) && lab.Lab.Log.Count(l => l.Contains("serving a certificate", StringComparison.Ordinal)) == 2,
            "served"
        );
        using var after = await lab.ServedAsync();
        Assert.NotEqual(before.Thumbprint, after.Thumbprint);
        Assert.Equal(bundle, lab.Bundle);
        Assert.True(Trust.Chain(CertificateSet.All(Encoding.UTF8.GetString(Convert.FromBase64String(bundle))), after, clock.GetUtcNow()));

        bool Pass(TimeSpan time)
        {
            clock.Advance(time);
            return true;
        }
    }

    [Fact]
    public async Task A_wrong_caBundle_is_fixed_and_the_rest_of_the_configuration_left_alone()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var bundle = lab.Bundle;
        lab.Lab.Edit(WebhookLab.Configurations, null, WebhookNames.Configuration, c =>
        {
            var webhook = c.Items("webhooks").Single();
            webhook["clientConfig"]!["caBundle"] = Convert.ToBase64String("nonsense"u8);
            webhook["timeoutSeconds"] = 9;
        });
        await lab.Lab.UntilAsync(() => lab.Bundle == bundle, "fixed");
        Assert.Equal(9, lab.Configuration.Items("webhooks").Single().Number(0, "timeoutSeconds"));
    }

    [Fact]
    public async Task Deleting_the_Secret_renews_everything()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var bundle = lab.Bundle;
        lab.Lab.State.Delete(WebhookLab.Secrets, ClusterNetworkApi.OperatorNamespace, WebhookNames.CertificateSecret);
        await lab.Lab.UntilAsync(
            () => lab.Secret is not null && lab.Bundle != bundle && lab.Secret.Text("data", "ca.crt") == lab.Bundle,
            "renewed"
        );
        Assert.True((await lab.AskAsync(Review.Of("CREATE", Review.Network(Review.Good)))).Flag("allowed"));
    }

    [Fact]
    public async Task A_stand_by_serves_what_the_leader_made_and_writes_nothing()
    {
        await using var lab = await WebhookLab.StartAsync(leaderElection: true);
        await lab.TrustedAsync();
        var (bundle, secret) = (lab.Bundle, lab.Secret.Text("metadata", "resourceVersion"));
        using var served = await lab.ServedAsync();
        var address = lab.Second();
        await lab.Lab.UntilAsync(() => IsServed(lab, address, served.Thumbprint), "the stand-by serves");
        Assert.False((await lab.AskAsync(Review.Of("CREATE", Review.Network(Review.HostBits)), address)).Flag("allowed"));
        Assert.Equal((bundle, secret), (lab.Bundle, lab.Secret.Text("metadata", "resourceVersion")));
    }

    [Fact]
    public async Task A_certificate_from_a_folder_is_served_and_read_again_and_caBundle_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("webhook-");
        try
        {
            var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
            var (set, _, _) = CertificateRules.Next(null, ["localhost", "127.0.0.1"], clock.GetUtcNow());
            Write(folder, set);
            await using var lab = await WebhookLab.StartAsync(clock, folder.FullName);
            using var served = set.Serving()!;
            await lab.Lab.UntilAsync(() => IsServed(lab, lab.Address, served.Thumbprint), "served");
            var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(set.Authorities));
            var review = Review.Of("CREATE", Review.Network(Review.Good)).ToJsonString();
            using (var response = await lab.SendAsync(new StringContent(review, Encoding.UTF8, "application/json"), bundle: bundle))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);

            var (next, _, _) = CertificateRules.Next(set, ["localhost", "127.0.0.1"], clock.GetUtcNow() + CertificateRules.Lifetime);
            using var renewed = next.Serving()!;
            Write(folder, next);
            await lab.Lab.UntilAsync(() => IsServed(lab, lab.Address, renewed.Thumbprint, clock), "read again");
            Assert.Equal(("", null), (lab.Bundle, lab.Secret));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task No_key_reaches_the_log_or_an_event()
    {
        await using var lab = await WebhookLab.StartAsync();
        await lab.TrustedAsync();
        var keys = new[] { "tls.key", "ca.key" }
            .Select(k => Encoding.UTF8.GetString(Convert.FromBase64String(lab.Secret.Text("data", k)!)).Split('\n')[1])
            .ToList();
        var said =
            string.Join('\n', lab.Lab.Log)
            + string.Concat(lab.Lab.State.List(new Sandbox.Storage.ResourceName("", "events")).Select(e => e.ToJsonString()));
        Assert.All(keys, key => Assert.DoesNotContain(key, said, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_certificate_a_replica_is_not_ready()
    {
        var folder = Directory.CreateTempSubdirectory("webhook-");
        try
        {
            await using var lab = await Lab.StartAsync(run: false);
            var probes = $"127.0.0.1:{WebhookLab.FreePort()}";
            lab.Run(probes: probes, webhook: new WebhookOptions { Address = "127.0.0.1:0", CertificateDirectory = folder.FullName });
            await lab.UntilAsync(
                () => lab.Log.Any(l => l.Contains($"{folder.FullName} cannot be read", StringComparison.Ordinal)),
                "the log says what is missing"
            );
            await lab.UntilAsync(
                () => lab.Log.Any(l => l.Contains("works: clusternetwork", StringComparison.Ordinal)),
                "the controller works all the same"
            );
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri($"http://{probes}/readyz"));
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "[-]webhook: there is no certificate to serve yet\n"),
                (answer.StatusCode, await answer.Content.ReadAsStringAsync())
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsServed(WebhookLab lab, string address, string thumbprint, FakeTimeProvider? clock = null)
    {
        clock?.Advance(TimeSpan.FromSeconds(1));
        try
        {
            using var served = lab.ServedAsync(address).GetAwaiter().GetResult();
            return served.Thumbprint == thumbprint;
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return false;
        }
    }

    private static void Write(DirectoryInfo folder, CertificateSet set)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "tls.crt"), set.Certificate);
        File.WriteAllText(Path.Combine(folder.FullName, "tls.key"), set.Key);
    }
}
