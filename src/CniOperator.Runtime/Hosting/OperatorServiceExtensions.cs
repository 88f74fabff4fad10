using System.Security.Cryptography;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Http;
using CniOperator.Runtime.Controllers;
using CniOperator.Runtime.Events;
using CniOperator.Runtime.Leadership;
using CniOperator.Runtime.Metrics;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CniOperator.Runtime.Hosting;

/// <summary>Registers the operator engine.</summary>
public static class OperatorServiceExtensions
{
    /// <summary>
    /// Registers the engine. Resolve <see cref="OperatorHost"/> and run it; injectable are <see cref="IApiClient"/>,
    /// <see cref="IInformers"/>, <see cref="IDynamicWatches{TEntity}"/>, <see cref="ILeadership"/>, <see cref="EventPublisher"/>,
    /// <see cref="OperatorMetrics"/>, <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">
    /// Where to register; must hold a <see cref="KubernetesClientConfiguration"/> (see <see cref="ClusterConnection"/>). A
    /// <see cref="TimeProvider"/> and an <see cref="ILoggerFactory"/> that are there are used.
    /// </param>
    /// <param name="configure">Changes the settings.</param>
    /// <exception cref="ArgumentException">A setting makes no sense; the message says which and why.</exception>
    public static IOperatorBuilder AddKubernetesOperator(
        this IServiceCollection services,
        Action<OperatorSettingsBuilder>? configure = null
    )
    {
        var builder = new OperatorSettingsBuilder();
        configure?.Invoke(builder);
        var settings = builder.Build();
        services.AddSingleton(settings);
        services.AddSingleton(_ => IdentityOf(settings));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAddSingleton(_ => new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton<OperatorMetrics>();
        services.TryAddSingleton(p =>
            ClusterConnection.CreateTransport(
                p.GetRequiredService<KubernetesClientConfiguration>(),
                $"{settings.Name}/{settings.Version}",
                p.GetRequiredService<TimeProvider>()
            )
        );
        services.AddSingleton(CreateClient);
        services.AddSingleton<IApiClient>(p => p.GetRequiredService<ApiClient>());
        services.AddSingleton(p => new Informers(
            p.GetRequiredService<ApiClient>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<Random>(),
            p.GetRequiredService<ILoggerFactory>()
        ));
        services.AddSingleton<IInformers>(p => p.GetRequiredService<Informers>());
        AddLeadership(services, settings);
        AddEvents(services, settings);
        services.AddSingleton(CreateHost);
        return new OperatorBuilder(services, settings);
    }

    private static ApiClient CreateClient(IServiceProvider services)
    {
        var transport = services.GetRequiredService<ApiTransport>();
        transport.Observer = services.GetRequiredService<OperatorMetrics>().ObserverOf(transport.Host);
        return new ApiClient(transport);
    }

    private static void AddLeadership(IServiceCollection services, OperatorSettings settings)
    {
        if (settings.LeaderElectionType == LeaderElectionType.None)
        {
            services.AddSingleton<ILeadership, AlwaysLeader>();
            return;
        }

        services.AddSingleton(p =>
        {
            var elector = new LeaderElector(
                p.GetRequiredService<ApiClient>(),
                settings,
                p.GetRequiredService<ReplicaIdentity>().Name,
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<Random>(),
                p.GetRequiredService<OperatorMetrics>(),
                Log(p, "Leadership")
            );
            p.GetRequiredService<ApiTransport>().Fence = elector;
            return elector;
        });
        services.AddSingleton<ILeadership>(p => p.GetRequiredService<LeaderElector>());
    }

    private static void AddEvents(IServiceCollection services, OperatorSettings settings)
    {
        services.AddSingleton(p => new EventRecorder(
            p.GetRequiredService<IApiClient>(),
            settings.Name,
            p.GetRequiredService<ReplicaIdentity>().Name,
            p.GetRequiredService<TimeProvider>(),
            Log(p, "Events")
        )
        {
            StateReasons = settings.StateEvents,
        });
        services.AddSingleton<EventPublisher>(p =>
        {
            var recorder = p.GetRequiredService<EventRecorder>();
            return (entity, reason, message, type, _) =>
            {
                recorder.Publish(entity, reason, message, type);
                return Task.CompletedTask;
            };
        });
    }

    private static OperatorHost CreateHost(IServiceProvider services) =>
        new(
            services.GetServices<IControllerRunner>(),
            services.GetServices<IReadinessCheck>(),
            services.GetServices<IPage>(),
            services.GetRequiredService<Informers>(),
            services.GetService<LeaderElector>(),
            services.GetRequiredService<EventRecorder>(),
            services.GetRequiredService<OperatorMetrics>(),
            services.GetRequiredService<OperatorSettings>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>()
        );

    private static ILogger Log(IServiceProvider services, string name) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger($"CniOperator.Runtime.{name}");

    private static ReplicaIdentity IdentityOf(OperatorSettings settings) =>
        settings.Identity.Length > 0
            ? ReplicaIdentity.Given(settings.Identity)
            : ReplicaIdentity.Claim(
                $"{settings.Namespace}/{settings.Name}",
                Environment.GetEnvironmentVariable("POD_NAME"),
                Environment.GetEnvironmentVariable("POD_UID")
            );
}
