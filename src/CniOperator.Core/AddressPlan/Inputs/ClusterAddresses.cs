using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>What the cluster says about its addresses, as of one moment; empty offline.</summary>
public sealed record ClusterAddresses
{
    /// <summary>No cluster was asked.</summary>
    public static ClusterAddresses None { get; } = new();

    /// <summary>The Services' networks, from the best source that could be read.</summary>
    public IReadOnlyList<SourcedNetwork> Services { get; init; } = [];

    /// <summary>Where the API server listens, as far as known.</summary>
    public IReadOnlyList<SourcedAddress> ApiServers { get; init; } = [];

    /// <summary>What the control plane's parts believe.</summary>
    public IReadOnlyList<ControlPlaneSettings> ControlPlane { get; init; } = [];

    /// <summary>Every node; <c>null</c> when they could not be read.</summary>
    public NodeIndex? Nodes { get; init; }

    /// <summary>What an addon with its own address management keeps there.</summary>
    public LiveAllocation Allocation { get; init; } = LiveAllocation.None;

    /// <summary>
    /// The nodes are made up, and with them their shares: that they have some does not show that anything would assign them.
    /// </summary>
    public bool NodesAreAssumed { get; init; }
}
