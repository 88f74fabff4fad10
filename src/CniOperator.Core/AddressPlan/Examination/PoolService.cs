using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// Which pools of a family serve which nodes: those for pods, that are assigned automatically and whose selector selects the node.
/// </summary>
internal sealed class PoolService
{
    private readonly List<AddonPool> _pools;
    private readonly int[] _nodes;
    private readonly int[] _parent;
    private readonly List<NodeEntry> _unserved = [];
    private readonly Dictionary<int, (int Nodes, long Pods)> _groups = [];

    private PoolService(PlanContext plan, IpFamily family)
    {
        _pools = [.. plan.Pools.Concat(plan.ForeignPools.Select(p => Of(plan, p))).Where(p => Serves(p) && p.Network.Family == family)];
        _nodes = new int[_pools.Count];
        _parent = [.. Enumerable.Range(0, _pools.Count)];
        Sort(plan.Nodes, plan.Input.Addon?.ReservedPerNode ?? 0);
    }

    /// <summary>Nodes that no pool serves.</summary>
    internal IReadOnlyList<NodeEntry> Unserved => _unserved;

    /// <summary>The pools, by the nodes that they serve.</summary>
    internal IEnumerable<PoolGroup> Groups =>
        _pools
            .Select((pool, i) => (pool, Root: Root(i)))
            .GroupBy(p => p.Root, p => p.pool)
            .Select(g => new PoolGroup([.. g], _groups.GetValueOrDefault(g.Key).Nodes, _groups.GetValueOrDefault(g.Key).Pods));

    /// <summary>Pools that could serve nodes, and serve none of those that are there.</summary>
    internal IEnumerable<AddonPool> Idle => _pools.Where((_, i) => _nodes[i] == 0);

    /// <summary>The service of a family of the pod network.</summary>
    internal static PoolService Of(PlanContext plan, IpFamily family) => new(plan, family);

    /// <summary>A node gets addresses of each of these families out of these pools.</summary>
    internal static bool Serves(IEnumerable<AddonPool> pools, IEnumerable<IpNetwork> pods, NodeLabels labels) =>
        pods.All(pod => pools.Any(p => Serves(p) && p.Network.Family == pod.Family && p.Selector.Selects(labels)));

    private static AddonPool Of(PlanContext plan, LivePool pool) =>
        new(pool.Name, pool.Network, pool.BlockSize, ForeignPool.SubjectOf(plan, pool)) { Selector = pool.Selector };

    private static bool Serves(AddonPool pool) =>
        pool is { ForPods: true, IsAutomatic: true }
        && pool.BlockSize >= pool.Network.PrefixLength
        && pool.BlockSize <= pool.Network.Family.Width();

    // One look at each node and pool; where every pool is for every node, at none.
    private void Sort(NodeIndex nodes, int reserved)
    {
        var served = new List<(int Pool, long Pods)>(nodes.Count);
        var all = _pools.TrueForAll(p => p.Selector.SelectsAll);
        foreach (var node in nodes.Entries)
        {
            var first = -1;
            for (var i = 0; i < _pools.Count; i++)
            {
                if (!all && !_pools[i].Selector.Selects(node.Node.Labels))
                    continue;
                _nodes[i]++;
                if (first >= 0)
                    _parent[Root(i)] = Root(first);
                first = first < 0 ? i : first;
            }

            if (first < 0)
                _unserved.Add(node);
            else
                served.Add((first, (node.Node.MaxPods ?? 0) + reserved));
        }

        foreach (var (pool, pods) in served)
        {
            var before = _groups.GetValueOrDefault(Root(pool));
            _groups[Root(pool)] = (before.Nodes + 1, before.Pods + pods);
        }
    }

    private int Root(int pool)
    {
        while (_parent[pool] != pool)
            pool = _parent[pool] = _parent[_parent[pool]];
        return pool;
    }
}
