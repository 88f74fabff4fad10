using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>Drives one kind of resource towards what its objects ask for. Same shape as KubeOps 13.</summary>
/// <typeparam name="TEntity">The kind that is reconciled.</typeparam>
public interface IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>
    /// Called whenever the object, or a secondary resource that maps to it, may have changed; never twice at once for one object.
    /// An exception or a failure is retried forever with exponential backoff, except <see cref="TerminalReconcileException"/>.
    /// </summary>
    /// <param name="entity">The object as the cache has it. Shared: clone before changing.</param>
    /// <param name="cancellationToken">Cancelled when the operator stops or loses its leadership.</param>
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>
    /// Called once after the object is gone, with its last known state. Best effort: what must happen belongs in a finalizer.
    /// </summary>
    /// <param name="entity">The last known state, which may be older than the deletion.</param>
    /// <param name="cancellationToken">Cancelled when the operator stops or loses its leadership.</param>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
