using System.Security.Cryptography;
using CniOperator.Connectivity;
using CniOperator.Controllers;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CniOperator.Hosting;

/// <summary>Puts the operator together and runs it; the one place that knows all parts.</summary>
public static class OperatorRunner
{
    /// <summary>Runs until cancelled, then stops gracefully.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Stops the operator.</param>
    /// <exception cref="OperatorFailedException">
    /// It cannot go on: leadership was lost, an address is taken, a loop died. The message says which.
    /// </exception>
    public static async Task RunOperatorAsync(OperatorOptions options, CancellationToken cancellationToken)
    {
        await using var services = Compose(options);
        foreach (var problem in options.Catalog.Problems)
            services.GetRequiredService<ILogger<AddonCatalog>>().LogError("addon left out: {Problem}", problem);
        await using var webhook = await Webhook.StartAsync(services, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var check = services.GetRequiredService<CrdCheck>().RunAsync(stop.Token);
        var early = services.GetRequiredService<EarlyWatches>().OpenAsync(stop.Token);
        var monitor = services.GetRequiredService<ConnectivityMonitor>().RunAsync(stop.Token);
        try
        {
            await services.GetRequiredService<OperatorHost>().RunAsync(cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(check, early, monitor);
        }
    }

    internal static ServiceProvider Compose(OperatorOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => options.Logging?.Invoke(logging));
        services.AddSingleton(options.Connection);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Catalog);
        services.AddSingleton(new SpecPipeline(options.Catalog));
        services.AddSingleton(provider => provider.GetRequiredService<IApiClient>().Mapper);
        services.AddSingleton<ServerVersion>();
        services.AddSingleton<NodeCache>();
        services.AddSingleton<AddressReader>();
        services.AddSingleton<DataplaneReader>();
        services.AddSingleton<PodCensusTaker>();
        services.AddSingleton<PodCache>();
        services.AddSingleton<NetworkWatches>();
        var signal = AddConnectivity(services, options);
        services.AddSingleton<UntakenReader>();
        services.AddSingleton<FactsReader>();
        services.AddSingleton<EarlyWatches>();
        services.AddSingleton<Executor>();
        services.AddSingleton<NetworkReconciler>();
        services.AddSingleton<NetworkMetrics>();
        services.AddSingleton<CrdCheck>();
        if (options.Webhook is { } webhook)
            Webhook.Register(services, webhook);
        services
            .AddKubernetesOperator(settings =>
                settings
                    .WithName(Core.Api.ClusterNetworkApi.FieldManager, Version)
                    .WithNamespace(options.Namespace)
                    .WithStateEvents(Core.Api.EventReasons.Ready, Core.Api.EventReasons.NotReady)
                    .WithLeaderElection(options.LeaderElection ? LeaderElectionType.Single : LeaderElectionType.None)
                    .WithEndpoints(options.MetricsAddress, options.ProbesAddress)
            )
            .AddController<ClusterNetworkController, ClusterNetwork>(ClusterNetwork.Resource, configure: c => Watch(c, signal))
            .AddFinalizer<UninstallFinalizer, ClusterNetwork>(Core.Api.ClusterNetworkApi.UninstallFinalizer);
        return services.BuildServiceProvider();
    }

    // Open from the start, so that a new ClusterNetwork waits for none of them.
    private static void Watch(IControllerBuilder<ClusterNetwork> controller, ReconcileSignal signal)
    {
        controller
            .Watches(signal)
            .Watches(NodeResource.Type, null, (_, networks) => networks.Select(n => ObjectName.Of(n)), NodeResource.Matters)
            .Watches(
                ClusterNetwork.Resource,
                null,
                (_, networks) => networks.Select(n => ObjectName.Of(n)),
                (before, after) => before.AsNetwork().MaxNodes != after.AsNetwork().MaxNodes
            )
            .Watches(DataplaneReader.Type, null, (_, networks) => networks.Select(n => ObjectName.Of(n)), DataplaneReader.Matters)
            .Watches(NetworkWatches.Records.Type, NetworkWatches.Records.Scope, (_, _) => []); // Each network's own watch of them reports.
        foreach (var (type, scope) in AddressSources.All)
            controller.Watches(type, scope, (_, networks) => networks.Select(n => ObjectName.Of(n)), AddressSources.Matters);
    }

    private static ReconcileSignal AddConnectivity(ServiceCollection services, OperatorOptions options)
    {
        var signal = new ReconcileSignal();
        var inputs = new MonitorInputs(NodeResource.Type, DrawToken)
        {
            Addresses = options.HealthAddresses,
            Image = options.AgentImage,
            Namespace = options.Namespace,
            PodName = Environment.GetEnvironmentVariable("POD_NAME"),
            Link = options.Reports,
        };
        services.AddSingleton(signal);
        services.AddSingleton(inputs);
        services.AddSingleton<ConnectivityMonitor>();
        services.AddSingleton<IConnectivity>(p => p.GetRequiredService<ConnectivityMonitor>());
        services.AddSingleton<IConnectivityDetails>(p => p.GetRequiredService<ConnectivityMonitor>());
        services.AddSingleton<IPage, ConnectivityPage>();
        return signal;
    }

    private static ulong DrawToken() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private static string Version => typeof(OperatorRunner).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
