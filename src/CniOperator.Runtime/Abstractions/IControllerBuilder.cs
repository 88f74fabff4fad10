using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>States what else makes a controller look at its objects. KubeOps has no counterpart.</summary>
/// <typeparam name="TEntity">The kind that the controller reconciles.</typeparam>
public interface IControllerBuilder<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Reconciles the objects that <paramref name="map"/> names whenever an object of this kind changes.</summary>
    /// <param name="type">The kind to watch.</param>
    /// <param name="scope">Which objects of it.</param>
    /// <param name="map">
    /// From the changed object, and all primary objects, to the keys to reconcile. Must be pure and fast. On a change it is asked for the
    /// old and the new state.
    /// </param>
    /// <param name="changed">Whether a modification matters; <c>null</c>: every new resourceVersion does.</param>
    IControllerBuilder<TEntity> Watches<TSecondary>(
        ResourceType<TSecondary> type,
        ListScope? scope,
        Func<TSecondary, IReadOnlyList<TEntity>, IEnumerable<ObjectName>> map,
        Func<TSecondary, TSecondary, bool>? changed = null
    )
        where TSecondary : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Reconciles all objects whenever the signal is raised.</summary>
    IControllerBuilder<TEntity> Watches(ReconcileSignal signal);
}
