using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Validation;
using CniOperator.Hosting;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Hosting;
using CniOperator.Sandbox.Storage;
using k8s;
using Microsoft.Extensions.DependencyInjection;

namespace CniOperator.Benchmarks.Reconcile;

/// <summary>
/// The operator as it runs, on a cluster whose network is Ready: all caches are filled, nothing is left to do, and a reconcile goes the way
/// of one that a pod's event asks for. Of the operator's inside this knows how it is composed and its controller, and nothing else.
/// </summary>
internal sealed class SettledOperator : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly ResourceName Networks = new(ClusterNetworkApi.Group, ClusterNetworkApi.Plural);

    private readonly StillCluster _cluster;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _operation;

    private SettledOperator(StillCluster cluster)
    {
        _cluster = cluster;
        _services = OperatorRunner.Compose(
            new OperatorOptions
            {
                Connection = new KubernetesClientConfiguration { Host = cluster.Url.ToString() },
                LeaderElection = false,
                MetricsAddress = "",
                ProbesAddress = "",
            }
        );
        _operation = _services.GetRequiredService<OperatorHost>().RunAsync(_stop.Token);
    }

    /// <summary>Creates the network, lets one operator install it and makes its pods; then a second one finds nothing to do.</summary>
    /// <param name="cluster">Has nodes and nothing else.</param>
    /// <param name="provider">An addon of the catalog.</param>
    /// <param name="stateOf">How far the pod with that number is.</param>
    /// <exception cref="InvalidOperationException">A reconcile still finds something to do, and the numbers would be of that.</exception>
    internal static async Task<SettledOperator> StartAsync(StillCluster cluster, string provider, Func<int, PodState> stateOf)
    {
        cluster.Create("apiextensions.k8s.io", "customresourcedefinitions", (JsonObject)ClusterNetworkDefinition.Json.DeepClone());
        cluster.Create("", "namespaces", Named("v1", "Namespace", ClusterNetworkApi.OperatorNamespace));
        var network = Named(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, "default");
        network["spec"] = new JsonObject
        {
            ["provider"] = provider,
            ["podNetwork"] = new JsonObject { ["cidrs"] = new JsonArray("10.224.0.0/11") },
        };
        cluster.Create(ClusterNetworkApi.Group, ClusterNetworkApi.Plural, network);
        await using (var first = new SettledOperator(cluster))
            await first.UntilAsync(() => first.Condition("Applied") == "True");
        cluster.RunWorkloads(stateOf);

        var settled = new SettledOperator(cluster);
        await settled.UntilAsync(() =>
            settled.Condition("DataplaneAvailable") is "True" or "False" && settled.Condition("Applied") == "True"
        );
        var before = cluster.Writes;
        await settled.ReconcileAsync();
        return cluster.Writes == before ? settled : throw new InvalidOperationException("a reconcile still writes");
    }

    /// <summary>One reconcile, as the queue asks the controller for it.</summary>
    internal Task ReconcileAsync()
    {
        var network = _services.GetRequiredService<IInformers>().Get(ClusterNetwork.Resource).List().Single();
        return _services.GetRequiredService<ClusterNetworkController>().ReconcileAsync(network, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _operation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        for (var (writes, since) = (-1, TimeProvider.System.GetTimestamp()); ; )
        {
            if (_operation.IsCompleted)
                await _operation;
            if (!holds() || writes != _cluster.Writes)
                (writes, since) = (_cluster.Writes, TimeProvider.System.GetTimestamp());
            else if (TimeProvider.System.GetElapsedTime(since) > Quiet)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private string? Condition(string type) =>
        ConditionReader.Find(_cluster.State.Get(Networks, null, "default")?["status"] as JsonObject, type)?["status"]?.GetValue<string>();

    private static JsonObject Named(string apiVersion, string kind, string name) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
        };
}
