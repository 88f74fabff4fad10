using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>Attaches or detaches the finalizer that holds a ClusterNetwork with <c>deletionPolicy: Remove</c>.</summary>
/// <param name="Network">The ClusterNetwork's name.</param>
/// <param name="Attach">Attach it; else detach it.</param>
public sealed record FinalizerStep(string Network, bool Attach) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key => new(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, null, Network);
}
