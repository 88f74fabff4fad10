using CniOperator.Runtime.Abstractions;

namespace CniOperator.Controllers;

/// <summary>Brings the cluster to what a ClusterNetwork asks for.</summary>
internal sealed class ClusterNetworkController(NetworkReconciler reconciler) : IEntityController<ClusterNetwork>
{
    /// <inheritdoc/>
    public async Task<ReconciliationResult<ClusterNetwork>> ReconcileAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var decision = await reconciler.RunAsync(entity, cancellationToken);
        return ReconciliationResult<ClusterNetwork>.Success(entity, reconciler.PauseAfter(decision));
    }

    /// <inheritdoc/>
    public async Task<ReconciliationResult<ClusterNetwork>> DeletedAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        await reconciler.ForgetAsync(entity, cancellationToken);
        return ReconciliationResult<ClusterNetwork>.Success(entity);
    }
}
