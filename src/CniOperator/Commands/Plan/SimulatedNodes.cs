using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Commands.Plan;

/// <summary>Nodes as they would be: of a cluster that does not exist yet, or after a change.</summary>
internal static class SimulatedNodes
{
    /// <summary>The kubelet's default of <c>maxPods</c>.</summary>
    public const int DefaultMaxPods = 110;

    /// <summary>
    /// The nodes, and after them those that join until there are <paramref name="total"/>, in that order. One for which a family has no
    /// subnet left gets none of the other either: so does kube-controller-manager (<c>pkg/controller/nodeipam/ipam</c>,
    /// <c>AllocateOrOccupyCIDR</c>).
    /// </summary>
    /// <param name="present">Nodes that are there, with their subnets as they are.</param>
    /// <param name="networks">What subnets are cut from; none where nodes have none.</param>
    /// <param name="total">How many nodes there are to be in all; if more are there already, none joins.</param>
    /// <param name="maxPods">How many pods the kubelets of those that join take.</param>
    public static NodeIndex Join(NodeIndex present, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks, int total, int maxPods)
    {
        var names = present.Nodes.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var joining = Enumerable
            .Range(1, int.MaxValue)
            .Select(i => $"node-{i}")
            .Where(name => !names.Contains(name))
            .Take(Math.Max(0, total - present.Count))
            .Select(name => new PlanNode(name, []) { MaxPods = maxPods });
        var taken = present.Nodes.SelectMany(n => n.PodCidrs).Select(TypedNetworks.Find).OfType<IpNetwork>().ToList();
        return NodeIndex.Empty.With([.. present.Nodes, .. Allocate(joining, networks, taken)]);
    }

    /// <summary>The same nodes as if each had joined again.</summary>
    public static NodeIndex Rejoin(NodeIndex nodes, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks) =>
        NodeIndex.Empty.With(Allocate(nodes.Nodes, networks, []));

    private static IEnumerable<PlanNode> Allocate(
        IEnumerable<PlanNode> nodes,
        IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks,
        IReadOnlyList<IpNetwork> taken
    )
    {
        var allocators = networks.Select(n => new ShareAllocator(n.Pods, n.NodeMask, taken)).ToList();
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
