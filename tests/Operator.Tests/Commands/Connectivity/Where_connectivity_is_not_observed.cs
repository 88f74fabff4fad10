using System.Net;
using CniOperator.Commands;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

public sealed class Where_connectivity_is_not_observed : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("health-");

    [Fact]
    public async Task All_commands_say_so_and_the_page_has_nothing_to_show()
    {
        await using var lab = await Lab.StartAsync(run: false);
        var address = $"127.0.0.1:{Ports.Free()}";
        lab.Run(metrics: address);
        lab.Create();
        await lab.ReadyAsync();
        await File.WriteAllTextAsync(Kubeconfig, lab.Cluster.Kubeconfig);

        var health = await RunAsync("health");
        Assert.Equal(ExitCode.No, health.Code);
        Assert.StartsWith("Connectivity of ClusterNetwork/default is not observed (NotObserved): ", health.Out, StringComparison.Ordinal);
        var json = await RunAsync("health", "-o", "json");
        Assert.Contains("\"unavailable\": \"Connectivity of ClusterNetwork/default is not observed", json.Out, StringComparison.Ordinal);
        var round = await RunAsync("connectivity");
        Assert.Equal((ExitCode.No, ""), (round.Code, round.Out));
        Assert.StartsWith("Connectivity of ClusterNetwork/default is not observed (NotObserved): ", round.Error, StringComparison.Ordinal);
        var status = await RunAsync("status");
        Assert.Equal(ExitCode.Ok, status.Code);
        Assert.DoesNotContain("Connectivity:", status.Out, StringComparison.Ordinal);

        using var http = new HttpClient();
        using var page = await http.GetAsync(new Uri($"http://{address}/connectivity/node-1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.StartsWith("no connectivity was judged by this process", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await http.GetAsync(new Uri($"http://{address}/connectivities"));
        Assert.Equal("only /metrics, /connectivity are served here\n", await other.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await File.WriteAllTextAsync(Kubeconfig, lab.Cluster.Kubeconfig);
        Assert.Contains("No ClusterNetwork exists", (await RunAsync("health")).Error, StringComparison.Ordinal);
        Assert.Contains("No ClusterNetwork exists", (await RunAsync("connectivity")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("health", "other")).Code);
        Assert.Contains("--watch: is for people", (await RunAsync("health", "--watch", "-o", "json")).Error, StringComparison.Ordinal);
        Assert.Contains("give a number from 1 to 3600", (await RunAsync("connectivity", "--timeout", "0")).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var io = new CommandIo(output, error, TextReader.Null, IsTerminal: false);
        var code = await CommandLine.RunAsync([.. arguments, "--kubeconfig", Kubeconfig], io, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
