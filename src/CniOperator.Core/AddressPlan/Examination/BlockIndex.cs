using CniOperator.Core.AddressPlan.Inputs;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>The blocks that were taken, to be asked for those of a pool.</summary>
internal sealed class BlockIndex
{
    private readonly IReadOnlyList<TakenBlock> _blocks;
    private readonly HashSet<string> _nodes;

    private BlockIndex(IReadOnlyList<TakenBlock> blocks, HashSet<string> nodes) => (_blocks, _nodes) = (blocks, nodes);

    /// <summary>The index; <c>null</c> when blocks are not known.</summary>
    internal static BlockIndex? Of(PlanContext plan)
    {
        if (plan.Input.Cluster.Allocation.Blocks is not { } blocks)
            return null;
        var nodes = new HashSet<string>(plan.Nodes.Count, StringComparer.Ordinal);
        foreach (var node in plan.Nodes.Entries)
            nodes.Add(node.Name);
        return new BlockIndex(blocks, nodes);
    }

    /// <summary>What is taken of these pools.</summary>
    internal BlockUse In(IReadOnlyList<AddonPool> pools)
    {
        var (count, owners) = (0L, new HashSet<string>(StringComparer.Ordinal));
        foreach (var block in _blocks)
        {
            if (!Contain(pools, block))
                continue;
            count++;
            if (_nodes.Contains(block.Node))
                owners.Add(block.Node);
        }

        return new BlockUse(count, owners.Count);
    }

    private static bool Contain(IReadOnlyList<AddonPool> pools, TakenBlock block)
    {
        foreach (var pool in pools)
            if (pool.Network.Contains(block.Network))
                return true;
        return false;
    }
}
