using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>What was registered for one kind.</summary>
internal sealed class ControllerRegistration<TEntity>(ResourceType<TEntity> type, ListScope scope) : IControllerBuilder<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    public ResourceType<TEntity> Type => type;

    public ListScope Scope => scope;

    /// <summary>The controller's name in logs and metrics, as controller-runtime derives it.</summary>
    public string Name { get; } = type.Kind.Kind.ToLowerInvariant();

    public List<ISecondaryWatch<TEntity>> Secondaries { get; } = [];

    public List<(string Identifier, Func<IServiceProvider, IEntityFinalizer<TEntity>> Create)> Finalizers { get; } = [];

    public IControllerBuilder<TEntity> Watches<TSecondary>(
        ResourceType<TSecondary> type,
        ListScope? scope,
        Func<TSecondary, IReadOnlyList<TEntity>, IEnumerable<ObjectName>> map,
        Func<TSecondary, TSecondary, bool>? changed = null
    )
        where TSecondary : class, IKubernetesObject<V1ObjectMeta>
    {
        Secondaries.Add(new SecondaryWatch<TEntity, TSecondary>(type, scope ?? ListScope.All, map, changed));
        return this;
    }

    public IControllerBuilder<TEntity> Watches(ReconcileSignal signal)
    {
        Secondaries.Add(new SignalWatch<TEntity>(signal));
        return this;
    }

    /// <summary>
    /// Whether a modification of a primary object matters. Status updates, our own above all, do not. Kinds without a generation have none
    /// to compare.
    /// </summary>
    public static bool Matters(TEntity old, TEntity now) =>
        now.Metadata.Generation is null or 0
            ? old.Metadata.ResourceVersion != now.Metadata.ResourceVersion
            : old.Metadata.Generation != now.Metadata.Generation
                || old.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp
                || !(old.Metadata.Finalizers ?? []).SequenceEqual(now.Metadata.Finalizers ?? []);
}
