using CniOperator.Core.Catalog;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>How an addon hands out addresses with the settings at hand; from its descriptor.</summary>
/// <param name="Name">The addon, as people call it: <c>Calico</c>.</param>
/// <param name="FromNodes">Pods get their addresses from <c>node.spec.podCIDRs</c>; else the addon has its own address management.</param>
public sealed record AddonAddressing(string Name, bool FromNodes)
{
    /// <summary>The networks of its pools as they are written, those that cannot be read too.</summary>
    public IReadOnlyList<StatedNetwork> Stated { get; init; } = [];

    /// <summary>Its pools, as far as their networks can be read; empty when the pod network is the only one.</summary>
    public IReadOnlyList<AddonPool> Pools { get; init; } = [];

    /// <summary>
    /// Addresses of a node's subnet that no pod gets, apart from network and broadcast address: the bridge's, a tunnel's.
    /// </summary>
    public int ReservedPerNode { get; init; }

    /// <summary>With its own address management: how many blocks a node may take.</summary>
    public int BlocksPerNode { get; init; } = 1;

    /// <summary>Its pools as objects of the cluster; <c>null</c> when there are none such.</summary>
    public AddonPoolObjects? PoolObjects { get; init; }

    /// <summary>
    /// With its own address management: a node that gets no block of its own takes single addresses of others' blocks (Calico, unless
    /// strictAffinity).
    /// </summary>
    public bool BorrowsAddresses { get; init; }

    /// <summary>It refuses to start when the pod network overlaps a route of the host (Weave Net).</summary>
    public bool RefusesHostRoutes { get; init; }

    /// <summary>Its pod network can be widened, and a family added, while it runs.</summary>
    public bool CanWiden { get; init; }
}
