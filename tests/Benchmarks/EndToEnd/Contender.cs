using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CniOperator.Hosting;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Watching;

namespace CniOperator.Benchmarks.EndToEnd;

/// <summary>
/// The operator, freshly started and at rest: from the creation of a ClusterNetwork to the last object, which is the DaemonSet.
/// </summary>
/// <param name="stage">The cluster.</param>
/// <param name="folder">Holds the kubeconfig.</param>
/// <param name="executable">A published operator; <c>null</c>: in this process.</param>
internal sealed partial class Contender(Stage stage, string folder, string? executable)
{
    private readonly int _port = FreePort();

    /// <summary>How long it took, and the operator's requests until then and in the second that followed, by method.</summary>
    internal async Task<Result> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var operation = executable is null ? OperateAsync(stop.Token) : OperateAsync(executable, stop.Token);
        try
        {
            while (!Leads().IsMatch(await MetricsAsync()))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            var before = Requests(await MetricsAsync());
            using var watch = await WatchDaemonSetsAsync();
            var last = FirstAddedAsync(watch);
            var begun = TimeProvider.System.GetTimestamp();
            await stage.CreateNetworkAsync();
            var time = TimeProvider.System.GetElapsedTime(begun, await last.WaitAsync(TimeSpan.FromSeconds(30)));
            var atLast = Requests(await MetricsAsync());
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            return new Result(time, Difference(atLast, before), Difference(Requests(await MetricsAsync()), atLast));
        }
        finally
        {
            await stop.CancelAsync();
            await operation;
        }
    }

    private Task OperateAsync(CancellationToken cancellationToken) =>
        OperatorRunner.RunOperatorAsync(
            new OperatorOptions
            {
                Connection = stage.Connection,
                MetricsAddress = $"127.0.0.1:{_port}",
                ProbesAddress = "",
            },
            cancellationToken
        );

    private async Task OperateAsync(string path, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run",
            "--kubeconfig",
            Path.Combine(folder, "kubeconfig"),
            "--metrics-bind-address",
            $"127.0.0.1:{_port}",
            "--health-probe-bind-address",
            "",
        ];
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        await using var registration = cancellationToken.Register(() =>
            Process.Start("kill", process.Id.ToString(CultureInfo.InvariantCulture)).Dispose()
        );
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private async Task<WatchStream<Unstructured>> WatchDaemonSetsAsync()
    {
        var request = new ApiRequest(HttpMethod.Get, "/apis/apps/v1/daemonsets?watch=true", "watch", "daemonsets");
        var response = await ((ApiClient)stage.Client).OpenWatchAsync(request, CancellationToken.None);
        return new WatchStream<Unstructured>(response, request, Unstructured.Of(KubernetesKinds.DaemonSets), TimeProvider.System)
        {
            IdleTimeout = TimeSpan.FromMinutes(1),
        };
    }

    private static async Task<long> FirstAddedAsync(WatchStream<Unstructured> watch)
    {
        await foreach (var change in watch.ReadAsync(CancellationToken.None))
        {
            if (change.Type == WatchEventType.Added)
                return TimeProvider.System.GetTimestamp();
        }

        throw new InvalidOperationException("the watch ended before the DaemonSet came");
    }

    private async Task<string> MetricsAsync()
    {
        try
        {
            using var client = new HttpClient();
            return await client.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/metrics"));
        }
        catch (HttpRequestException)
        {
            return ""; // Not listening yet.
        }
    }

    private static Dictionary<string, int> Requests(string metrics) =>
        RequestCount()
            .Matches(metrics)
            .GroupBy(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture))
            .ToDictionary(g => g.Key, g => g.Sum());

    private static SortedDictionary<string, int> Difference(Dictionary<string, int> after, Dictionary<string, int> before) =>
        new(
            after
                .Select(a => (a.Key, Count: a.Value - before.GetValueOrDefault(a.Key)))
                .Where(a => a.Count > 0)
                .ToDictionary(a => a.Key, a => a.Count)
        );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"leader_election_master_status\{[^}]*\} 1")]
    private static partial Regex Leads();

    [GeneratedRegex(@"rest_client_requests_total\{[^}]*method=""(\w+)""[^}]*\} (\d+)")]
    private static partial Regex RequestCount();
}
