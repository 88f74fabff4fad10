using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CniOperator.Core.Tests.Docs;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Webhooks;

namespace CniOperator.Operator.Tests.Docs;

public sealed partial class Metrics_page_is_complete
{
    [Fact]
    public async Task Every_metric_of_a_running_operator_is_in_it_with_its_type_and_labels()
    {
        var exposed = await ScrapeAsync(new WebhookOptions { Address = $"127.0.0.1:{FreePort()}" });
        var rows = new[] { "The network", "The engine", "The webhook" }
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
