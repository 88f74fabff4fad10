using CniOperator.Core.Api;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>All that an examination of the address plan is made from.</summary>
/// <param name="Spec">The spec that is asked for; one that the schema accepts.</param>
/// <param name="Cluster">What the cluster says.</param>
public sealed record PlanInput(ClusterNetworkSpec Spec, ClusterAddresses Cluster)
{
    /// <summary>
    /// How many nodes an autoscaler may grow the cluster to, as written (<see cref="ClusterNetworkApi.MaxNodesAnnotation"/>); <c>null</c>
    /// when it is not stated.
    /// </summary>
    public string? MaxNodes { get; init; }

    /// <summary>How the addon hands out addresses; <c>null</c> when the addon is unknown.</summary>
    public AddonAddressing? Addon { get; init; }

    /// <summary>The spec that was applied last, against which a change is judged; <c>null</c> when none was.</summary>
    public ClusterNetworkSpec? Former { get; init; }

    /// <summary>
    /// How the addon handed out addresses with <see cref="Former"/>; <c>null</c> when that is not known, and then changes of pools go
    /// unjudged.
    /// </summary>
    public AddonAddressing? FormerAddon { get; init; }
}
