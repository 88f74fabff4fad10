using System.Diagnostics.CodeAnalysis;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;
using CniOperator.Runtime.Metrics;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Hosting;

/// <summary>Registers controllers and finalizers as closed types, so that no container has to make generic types at run time.</summary>
internal sealed class OperatorBuilder(IServiceCollection services, OperatorSettings settings) : IOperatorBuilder
{
    private readonly Dictionary<Type, object> _registrations = [];

    public IOperatorBuilder AddController<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation,
        TEntity
    >(ResourceType<TEntity> type, ListScope? scope = null, Action<IControllerBuilder<TEntity>>? configure = null)
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var registration = new ControllerRegistration<TEntity>(type, scope ?? ListScope.All);
        if (!_registrations.TryAdd(typeof(TEntity), registration))
            throw new InvalidOperationException($"{typeof(TEntity).Name} has a controller already");
        configure?.Invoke(registration);
        services.AddSingleton<TImplementation>();
        services.AddSingleton(p => new ControllerQueue<TEntity>(
            registration.Name,
            p.GetRequiredService<OperatorMetrics>(),
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(p => new DynamicWatches<TEntity>(
            p.GetRequiredService<IInformers>(),
            p.GetRequiredService<ControllerQueue<TEntity>>()
        ));
        services.AddSingleton<IDynamicWatches<TEntity>>(p => p.GetRequiredService<DynamicWatches<TEntity>>());
        services.AddSingleton<IControllerRunner>(p => Runner<TImplementation, TEntity>(p, registration));
        return this;
    }

    public IOperatorBuilder AddFinalizer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation,
        TEntity
    >(string identifier)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        if (!identifier.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"finalizer '{identifier}' must have the form domain/name", nameof(identifier));
        if (!_registrations.TryGetValue(typeof(TEntity), out var found))
            throw new InvalidOperationException($"finalizer {identifier}: {typeof(TEntity).Name} has no controller; add that first");
        var registration = (ControllerRegistration<TEntity>)found;
        if (registration.Finalizers.Any(f => f.Identifier == identifier))
            throw new InvalidOperationException($"finalizer {identifier} is registered twice for {typeof(TEntity).Name}");
        services.AddSingleton<TImplementation>();
        registration.Finalizers.Add((identifier, p => p.GetRequiredService<TImplementation>()));
        return this;
    }

    private ControllerRunner<TEntity> Runner<TImplementation, TEntity>(
        IServiceProvider services,
        ControllerRegistration<TEntity> registration
    )
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var queue = services.GetRequiredService<ControllerQueue<TEntity>>();
        return new ControllerRunner<TEntity>(
            registration.Name,
            new ControllerSources<TEntity>(registration, services.GetRequiredService<IInformers>(), queue),
            queue,
            services.GetRequiredService<TImplementation>(),
            new FinalizerRunner<TEntity>(
                services.GetRequiredService<IApiClient>(),
                registration.Type,
                settings.Name,
                [.. registration.Finalizers.Select(f => (f.Identifier, f.Create(services)))]
            ),
            services.GetRequiredService<DynamicWatches<TEntity>>(),
            settings,
            services.GetRequiredService<OperatorMetrics>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger($"CniOperator.Controller.{registration.Name}")
        );
    }
}
