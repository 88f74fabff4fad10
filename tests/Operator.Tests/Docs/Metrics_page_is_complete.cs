using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CniOperator.Controllers;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Tests.Docs;
using CniOperator.Health.Tests.Verdicts;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Metrics;
using CniOperator.Webhooks;

namespace CniOperator.Operator.Tests.Docs;

public sealed partial class Metrics_page_is_complete
{
    [Fact]
    public async Task Every_metric_of_a_running_operator_is_in_it_with_its_type_and_labels()
    {
        var exposed = await ScrapeAsync(new WebhookOptions { Address = $"127.0.0.1:{FreePort()}" });
        var rows = new[] { "The network", "Connectivity", "The engine", "The webhook" }
            .SelectMany(h => DocsPage.Of("docs", "metrics.md").Section(h).Rows())
            .Where(r => r.Length == 4)
            .ToList();
        Assert.Equal(
            Types().Matches(exposed).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}").Order(StringComparer.Ordinal),
            rows.Select(r => $"{r[0].Trim('`')} {r[1]}").Order(StringComparer.Ordinal)
        );
        foreach (var row in rows)
        {
            var series = Regex.Match(exposed, $"^{row[0].Trim('`')}(?:_count)?\\{{(.+)\\}} ", RegexOptions.Multiline);
            if (series.Success)
                Assert.Equal(
                    Names().Matches(series.Groups[1].Value).Select(m => m.Groups[1].Value),
                    row[2].Split(", ").Select(l => l.Trim('`'))
                );
        }
    }

    [Fact]
    public void Every_metric_of_connectivity_is_in_it_and_what_is_not_observed_has_no_series()
    {
        using var metrics = new OperatorMetrics();
        var networks = new NetworkMetrics(metrics);
        var world = new World(5).Settled();
        world.CutOff(2);
        networks.Record("default", new ConnectivityFacts(world.Pass(), [], world.Now) { Since = World.Start });
        var exposed = TextOf(metrics);
        var rows = DocsPage.Of("docs", "metrics.md").Section("Connectivity").Rows().Where(r => r.Length == 4).ToList();
        Assert.Equal(
            rows.Select(r => $"{r[0].Trim('`')} {r[1]}").Order(StringComparer.Ordinal),
            Types()
                .Matches(exposed)
                .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}")
                .Where(m => m.Contains("_connectivity_", StringComparison.Ordinal))
        );
        Assert.Contains("cni_operator_connectivity_nodes{network=\"default\",state=\"faulty\"} 1\n", exposed, StringComparison.Ordinal);
        Assert.Contains("cni_operator_connectivity_verdicts{network=\"default\",scope=\"Node\"} 1\n", exposed, StringComparison.Ordinal);
        Assert.Contains("cni_operator_connectivity_verdicts{network=\"default\",scope=\"Link\"} 0\n", exposed, StringComparison.Ordinal);
        Assert.Contains("cni_operator_connectivity_proven{network=\"default\",area=\"PodToPod\"} 0\n", exposed, StringComparison.Ordinal);
        Assert.Contains("cni_operator_connectivity_proven{network=\"default\",area=\"DNS\"} 1\n", exposed, StringComparison.Ordinal);

        networks.Record("default", (ConnectivityFacts?)null);
        Assert.DoesNotMatch("cni_operator_connectivity_[a-z]+\\{", TextOf(metrics));
    }

    [Fact]
    public async Task What_counts_events_of_a_network_is_there_at_zero()
    {
        var exposed = await ScrapeAsync();
        Assert.Contains("cni_operator_drift_repaired_total{network=\"default\"} 0\n", exposed, StringComparison.Ordinal);
        Assert.Contains("controller_runtime_reconcile_errors_total{controller=\"clusternetwork\"} 0\n", exposed, StringComparison.Ordinal);
        Assert.Contains("controller_runtime_reconcile_panics_total{controller=\"clusternetwork\"} 0\n", exposed, StringComparison.Ordinal);
    }

    private static async Task<string> ScrapeAsync(WebhookOptions? webhook = null)
    {
        await using var lab = await Lab.StartAsync(run: false);
        var address = $"127.0.0.1:{FreePort()}";
        lab.Run(leaderElection: true, metrics: address, webhook: webhook);
        lab.Create();
        await lab.ReadyAsync();
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://{address}/metrics"));
    }

    private static string TextOf(OperatorMetrics metrics)
    {
        using var text = new StringWriter();
        metrics.Text.WriteTo(text);
        return text.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^# TYPE (\\S+) (\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("(\\w+)=\"")]
    private static partial Regex Names();
}
