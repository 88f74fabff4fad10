namespace CniOperator.Core.Api;

/// <summary>What the operator saw. Bounded: lists hold at most 50 entries and say what they left out.</summary>
public sealed record ClusterNetworkStatus
{
    /// <summary>The generation that this status describes; -1 until the operator has looked.</summary>
    public long ObservedGeneration { get; init; } = -1;

    /// <summary>The provider in use.</summary>
    public string? Provider { get; init; }

    /// <summary>The resolved version.</summary>
    public string? Version { get; init; }

    /// <summary>The resolved MTU of pods in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>Conditions, kstatus-conformant.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>What was found about the addresses.</summary>
    public AddressPlanStatus? AddressPlan { get; init; }

    /// <summary>How far the dataplane's pods are.</summary>
    public RolloutStatus? Rollout { get; init; }

    /// <summary>Whether nodes and pods reach each other.</summary>
    public ConnectivityStatus? Connectivity { get; init; }

    /// <summary>What the network gives, by its addon, and what of the Kubernetes network model is proven.</summary>
    public IReadOnlyList<NetworkRequirement> NetworkModel { get; init; } = [];

    /// <summary>What was applied.</summary>
    public AppliedStatus? Applied { get; init; }
}
