namespace CniOperator.Core.AddressPlan.Capacity;

/// <summary>How far the plan carries: the scarcest family decides.</summary>
/// <param name="Nodes">How many nodes fit: 2^(node mask − prefix), or the addon's blocks.</param>
/// <param name="Allocated">How many nodes have their share.</param>
/// <param name="PodsPerNode">Addresses for pods in a node's share, less the addon's own.</param>
public sealed record PlanCapacity(long Nodes, int Allocated, long PodsPerNode)
{
    /// <summary>
    /// How many blocks of the addon's pools are taken, by nodes or otherwise; <c>null</c> where there are none, or they are not known.
    /// </summary>
    public long? TakenBlocks { get; init; }

    /// <summary>How many more nodes fit: each takes a block at least.</summary>
    public long Free => Math.Max(0, Nodes - (TakenBlocks ?? Allocated));

    /// <summary>From 0 to 1, and above when more nodes are there than fit.</summary>
    public double Utilization => Nodes == 0 ? 0 : (double)(TakenBlocks ?? Allocated) / Nodes;
}
