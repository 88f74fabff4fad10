using CniOperator.Core.AddressPlan;

namespace CniOperator.Commands.Plan;

/// <summary>Nodes as they would be: of a cluster that does not exist yet, or after a change.</summary>
internal static class SimulatedNodes
{
    /// <summary>The kubelet's default of <c>maxPods</c>.</summary>
    public const int DefaultMaxPods = 110;

    /// <summary>
    /// Nodes in the order in which they join. One for which a family has no subnet left gets none of the other either: so does
    /// kube-controller-manager (<c>pkg/controller/nodeipam/ipam</c>, <c>AllocateOrOccupyCIDR</c>).
    /// </summary>
    public static NodeIndex Join(IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks, int count, int maxPods)
    {
        var nodes = Enumerable.Range(1, count).Select(i => new PlanNode($"node-{i}", []) { MaxPods = maxPods });
        return NodeIndex.Empty.With(Allocate(nodes, networks));
    }

    /// <summary>The same nodes as if each had joined anew.</summary>
    public static NodeIndex Rejoin(NodeIndex nodes, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks) =>
        NodeIndex.Empty.With(Allocate(nodes.Nodes, networks));

    private static IEnumerable<PlanNode> Allocate(IEnumerable<PlanNode> nodes, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks)
    {
        var allocators = networks.Select(n => new ShareAllocator(n.Pods, n.NodeMask)).ToList();
        foreach (var node in nodes)
        {
            var shares = allocators.Select(a => a.Next()).ToList();
            yield return node with
            {
                PodCidrs = shares.Contains(null) ? [] : [.. shares.Select(s => s!.Value.ToString())],
            };
        }
    }
}
