using System.Net;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Hosting;
using CniOperator.Runtime.Tests.Support;

namespace CniOperator.Runtime.Tests;

public class HostTests
{
    private const string LeasePath = "/apis/coordination.k8s.io/v1/namespaces/default/leases/test";

    [Fact]
    public async Task Probes_and_metrics_are_served_and_say_why_the_operator_is_not_ready()
    {
        await using var bench = new OperatorBench(settings: s => s with { MetricsAddress = "127.0.0.1:0", ProbesAddress = "127.0.0.1:0" });
        bench.Server.Script = _ => Fault.NotServed;
        bench.Start();
        await bench.UntilAsync(() => bench.Host.NotReady.Any(r => r.Contains("CRD", StringComparison.Ordinal)));
        using var http = new HttpClient();
        var notReady = await http.GetAsync(new Uri($"http://127.0.0.1:{bench.Host.ProbesPort}/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.StatusCode);
        Assert.Equal(
            "[-]widget: the API server does not serve widgets.example.io in version example.io/v1: install its CRD, or one that serves this version\n",
            await notReady.Content.ReadAsStringAsync()
        );
        bench.Server.Script = _ => Fault.None;
        await bench.UntilAsync(() => bench.Host.NotReady.Count == 0);
        Assert.Equal("ok", await http.GetStringAsync(new Uri($"http://127.0.0.1:{bench.Host.ProbesPort}/readyz?verbose")));
        Assert.Equal("ok", await http.GetStringAsync(new Uri($"http://127.0.0.1:{bench.Host.ProbesPort}/healthz")));
        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{bench.Host.MetricsPort}/metrics"));
        Assert.Contains("rest_client_requests_total{code=\"404\",method=\"GET\",host=\"test\"}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_that_says_what_to_do()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await using var bench = new OperatorBench(settings: s => s with { MetricsAddress = address });
        bench.Start();
        var error = await Assert.ThrowsAsync<OperatorFailedException>(() => bench.Run);
        Assert.StartsWith(
            $"cannot serve metrics on {address}: Address already in use. Choose another",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:70000")]
    public async Task An_address_that_makes_no_sense_is_an_error(string address)
    {
        await using var bench = new OperatorBench(settings: s => s with { ProbesAddress = address });
        bench.Start();
        var error = await Assert.ThrowsAsync<OperatorFailedException>(() => bench.Run);
        Assert.Contains($"'{address}': expected host:port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_lets_reconciles_end_and_releases_the_lease_last()
    {
        await using var bench = new OperatorBench(settings: s => s with { LeaderElectionType = LeaderElectionType.Single });
        var cancelled = false;
        bench.Controller.OnReconcile = async (entity, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled = true;
            Assert.Equal("me", Holder(bench));
            return ReconciliationResult<Unstructured>.Success(entity);
        };
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 1);
        await bench.StopAsync();
        Assert.True(cancelled);
        Assert.Equal("", Holder(bench));
        Assert.Equal(0, bench.Server.OpenWatches);
    }

    [Fact]
    public async Task A_reconcile_that_does_not_end_is_left_behind_after_the_grace_period()
    {
        await using var bench = new OperatorBench();
        var never = new TaskCompletionSource<ReconciliationResult<Unstructured>>();
        bench.Controller.OnReconcile = (_, _) => never.Task;
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Controller.Count == 1);
        var stop = bench.StopAsync();
        await bench.UntilAsync(() => stop.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.Equal(
            "a reconcile did not end within 30 s of the stop",
            (await Assert.ThrowsAsync<OperatorFailedException>(() => stop)).Message
        );
    }

    [Fact]
    public async Task A_stand_by_keeps_its_caches_warm_and_works_when_the_leader_is_gone()
    {
        await using var bench = new OperatorBench(settings: s => s with { LeaderElectionType = LeaderElectionType.Single });
        bench.Server.Put(
            LeasePath,
            new()
            {
                ["spec"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["holderIdentity"] = "other",
                    ["leaseDurationSeconds"] = 15,
                    ["renewTime"] = "2026-01-01T00:00:00.000000Z",
                },
            }
        );
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => bench.Host.NotReady.Count == 0, TimeSpan.FromMilliseconds(10));
        Assert.Equal(0, bench.Controller.Count);
        await bench.UntilAsync(() => bench.Controller.Count == 1, TimeSpan.FromSeconds(1));
        Assert.Equal(1, bench.Metric("leader_election_master_status{name=\"test\"}"));
    }

    [Fact]
    public async Task A_leader_that_loses_its_lease_ends_the_process()
    {
        await using var bench = new OperatorBench(settings: s => s with { LeaderElectionType = LeaderElectionType.Single });
        bench.Start();
        await bench.UntilAsync(() => Holder(bench) == "me");
        bench.Server.Put(
            LeasePath,
            new()
            {
                ["spec"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["holderIdentity"] = "other",
                    ["leaseDurationSeconds"] = 15,
                    ["renewTime"] = "2026-01-01T00:00:05.000000Z",
                },
            }
        );
        await bench.UntilAsync(() => bench.Run.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.StartsWith(
            "leadership was lost",
            (await Assert.ThrowsAsync<OperatorFailedException>(() => bench.Run)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("other", Holder(bench));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named() =>
        Assert.Equal(
            "operator settings: LeaderElectionLeaseDuration must be longer than LeaderElectionRenewDeadline",
            Assert
                .Throws<ArgumentException>(() =>
                    new OperatorSettingsBuilder().With(s => s with { LeaderElectionLeaseDuration = TimeSpan.FromSeconds(5) }).Build()
                )
                .Message
        );

    [Fact]
    public void A_kubeconfig_that_is_missing_is_named() =>
        Assert.Equal(
            "no cluster: /nowhere/config does not exist, and this is not a pod. Pass --kubeconfig, or set KUBECONFIG to a kubeconfig file.",
            Assert.Throws<ClusterConnectionException>(() => ClusterConnection.Load("/nowhere/config")).Message
        );

    private static string Holder(OperatorBench bench) => bench.Server.Find(LeasePath)?["spec"]!["holderIdentity"]?.GetValue<string>() ?? "";
}
