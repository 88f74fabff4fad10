using CniOperator.Core.AddressPlan;

namespace CniOperator.Commands.Plan;

/// <summary>The nodes of a cluster that does not exist yet.</summary>
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
        var allocators = networks.Select(n => new ShareAllocator(n.Pods, n.NodeMask)).ToList();
        var nodes = new List<PlanNode>(count);
        for (var i = 1; i <= count; i++)
        {
            var shares = allocators.Select(a => a.Next()).ToList();
            nodes.Add(new PlanNode($"node-{i}", shares.Contains(null) ? [] : [.. shares.Select(s => s!.Value.ToString())]) { MaxPods = maxPods });
        }

        return NodeIndex.Empty.With(nodes);
    }
}
