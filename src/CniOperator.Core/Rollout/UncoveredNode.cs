namespace CniOperator.Core.Rollout;

/// <summary>A node that counts and has no ready pod of some workload that should run on each node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Skipped">A workload's controller has made every pod that it wants, and none for this node.</param>
internal sealed record UncoveredNode(NodeView Node, bool Skipped)
{
    /// <summary>All of them, by name.</summary>
    internal static List<UncoveredNode> Of(IReadOnlyList<WorkloadProgress> workloads, IReadOnlyList<NodeView> nodes)
    {
        List<WorkloadProgress> perNode = [.. workloads.Where(w => w.Workload.PerNode)];
        List<WorkloadPods> whole =
        [
            .. perNode.Where(w => w.Workload.Observed && w.Set.Pods.Count >= w.Workload.Desired).Select(w => w.Set),
        ];
        List<UncoveredNode> uncovered =
        [
            .. nodes
                .Where(n => n.Counts && perNode.Exists(w => !w.Set.Ready.Contains(n.Name)))
                .Select(n => new UncoveredNode(n, whole.Exists(w => !w.Nodes.Contains(n.Name)))),
        ];
        uncovered.Sort((a, b) => string.CompareOrdinal(a.Node.Name, b.Node.Name));
        return uncovered;
    }
}
