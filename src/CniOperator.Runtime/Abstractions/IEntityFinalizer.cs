using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Abstractions;

/// <summary>Cleans up before an object may go. Same shape as KubeOps 13.</summary>
/// <typeparam name="TEntity">The kind that is finalised.</typeparam>
public interface IEntityFinalizer<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>
    /// Called while the object carries this finalizer's identifier and is being deleted. Only a success without
    /// <see cref="ReconciliationResult{TEntity}.RequeueAfter"/> removes the identifier.
    /// </summary>
    /// <param name="entity">The object that is being deleted.</param>
    /// <param name="cancellationToken">Cancelled when the operator stops or loses its leadership.</param>
    Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken);
}
