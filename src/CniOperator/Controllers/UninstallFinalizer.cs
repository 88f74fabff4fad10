using CniOperator.Runtime.Abstractions;

namespace CniOperator.Controllers;

/// <summary>Holds a ClusterNetwork with <c>deletionPolicy: Remove</c> until its dataplane is gone.</summary>
internal sealed class UninstallFinalizer(NetworkReconciler reconciler) : IEntityFinalizer<ClusterNetwork>
{
    // The watches bring us back as soon as something is gone; this is for what no watch can tell.
    private static readonly TimeSpan Otherwise = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<ReconciliationResult<ClusterNetwork>> FinalizeAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var decision = await reconciler.RunAsync(entity, cancellationToken);
        return decision.Releases
            ? ReconciliationResult<ClusterNetwork>.Success(entity)
            : ReconciliationResult<ClusterNetwork>.Success(entity, reconciler.PauseAfter(decision) ?? Otherwise);
    }
}
