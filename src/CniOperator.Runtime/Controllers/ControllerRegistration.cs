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

    /// <summary>Whether a modification of a primary object matters.</summary>
    public Func<TEntity, TEntity, bool> Changed { get; private set; } = ChangedByDefault;

    public IControllerBuilder<TEntity> Owns<TSecondary>(ResourceType<TSecondary> type, ListScope? scope = null)
        where TSecondary : class, IKubernetesObject<V1ObjectMeta>
    {
        var owner = Type.Kind;
        return Watches(type, scope, secondary => OwnersOf(secondary, owner));
    }

    public IControllerBuilder<TEntity> Watches<TSecondary>(
        ResourceType<TSecondary> type,
        ListScope? scope,
        Func<TSecondary, IEnumerable<ObjectName>> map,
        Func<TSecondary, TSecondary, bool>? changed = null
    )
        where TSecondary : class, IKubernetesObject<V1ObjectMeta> => Watches(type, scope, (secondary, _) => map(secondary), changed);

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

    public IControllerBuilder<TEntity> When(Func<TEntity, TEntity, bool> changed)
    {
        Changed = changed;
        return this;
    }

    /// <summary>Status updates, our own above all, do not matter. Kinds without generation have none to compare.</summary>
    internal static bool ChangedByDefault(TEntity old, TEntity now) =>
        now.Metadata.Generation is null or 0
            ? old.Metadata.ResourceVersion != now.Metadata.ResourceVersion
            : old.Metadata.Generation != now.Metadata.Generation
                || old.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp
                || !(old.Metadata.Finalizers ?? []).SequenceEqual(now.Metadata.Finalizers ?? []);

    private static IEnumerable<ObjectName> OwnersOf(IKubernetesObject<V1ObjectMeta> secondary, ResourceKind owner)
    {
        foreach (var reference in secondary.Metadata.OwnerReferences ?? [])
        {
            var slash = reference.ApiVersion.IndexOf('/', StringComparison.Ordinal);
            var group = slash < 0 ? "" : reference.ApiVersion[..slash];
            if (reference.Controller == true && reference.Kind == owner.Kind && group == owner.Group)
                yield return new ObjectName(owner.Namespaced ? secondary.Metadata.NamespaceProperty : null, reference.Name);
        }
    }
}
