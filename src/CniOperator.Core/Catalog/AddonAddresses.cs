namespace CniOperator.Core.Catalog;

/// <summary>How an addon hands out addresses: Scriban expressions, each absent where the usual holds.</summary>
/// <param name="FromNodes">
/// Whether pods get theirs from <c>node.spec.podCIDRs</c>; what <see cref="AddonCapabilities.PodSubnets"/> says when absent.
/// </param>
/// <param name="ReservedPerNode">How many addresses of a node's subnet are its own; 0 when absent.</param>
/// <param name="Borrows">Whether a node without a block takes single addresses of others' blocks; false when absent.</param>
/// <param name="RefusesHostRoutes">
/// Whether it refuses to start when the pod network overlaps a route of the host; false when absent.
/// </param>
/// <param name="CanWiden">Whether the pod network can be widened, and a family added, while it runs; true when absent.</param>
/// <param name="Pools">
/// Its pools, a list of objects with <c>name</c>, <c>cidr</c>, <c>blockSize</c>, <c>subject</c> and <c>forPods</c>; none when absent.
/// </param>
public sealed record AddonAddresses(
    string? FromNodes,
    string? ReservedPerNode,
    string? Borrows,
    string? RefusesHostRoutes,
    string? CanWiden,
    string? Pools
)
{
    /// <summary>How many blocks a node may take, an expression; 1 when absent.</summary>
    public string? BlocksPerNode { get; init; }

    /// <summary>The pools as objects of the cluster; <c>null</c> when there are none such.</summary>
    public AddonPoolObjects? PoolObjects { get; init; }

    /// <summary>The blocks as objects of the cluster; <c>null</c> when there are none such.</summary>
    public AddonBlockObjects? BlockObjects { get; init; }
}
