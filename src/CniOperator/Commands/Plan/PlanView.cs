using CniOperator.Core.AddressPlan;

namespace CniOperator.Commands.Plan;

/// <summary>A plan, ready to be shown.</summary>
/// <param name="Source">What it was made from.</param>
/// <param name="Families">One a pod network.</param>
/// <param name="Shares">Every node's subnets, in the nodes' order.</param>
/// <param name="Remarks">What is wrong or worth knowing.</param>
internal sealed record PlanView(
    PlanSource Source,
    IReadOnlyList<FamilyPlan> Families,
    IReadOnlyList<NodeShare> Shares,
    IReadOnlyList<Remark> Remarks
)
{
    /// <summary>Nodes get their subnets from the cluster; else the addon deals out blocks itself.</summary>
    public bool FromNodes => Source.Addon is not { FromNodes: false };

    /// <summary>Something is wrong that keeps the plan from working.</summary>
    public bool HasErrors => Remarks.Any(r => r.Blocks);

    public static PlanView Of(PlanSource source)
    {
        var networks = source.Networks;
        var remarks = PlanRemarks.Of(source);
        if (source.Addon is { FromNodes: false } addon)
        {
            var pools =
                addon.Pools.Count > 0
                    ? addon.Pools.Where(p => p.ForPods).Select(p => new FamilyPlan(p.Network, BlockOf(p), null, addon))
                    : networks.Select(n => new FamilyPlan(n.Pods, null, null, addon));
            return new PlanView(source, [.. pools], [], remarks);
        }

        var shares = source.Cluster.Nodes is { } nodes
            ? NodeShares.Of(nodes, networks).OrderBy(s => s.Node.Name, NaturalOrder.Instance).ToList()
            : null;
        var families = networks.Select(n => new FamilyPlan(
            n.Pods,
            n.NodeMask,
            shares is null ? null : [.. shares.Where(In(n.Pods))],
            source.Addon
        ));
        return new PlanView(source, [.. families], shares ?? [], remarks);
    }

    /// <summary>How many pods fit on a node, as far as this pod network is concerned: on the node that has room for the fewest.</summary>
    public long? PodsPerNode(FamilyPlan family)
    {
        var kubelets = Source.Cluster.Nodes?.Nodes.Select(n => n.MaxPods).OfType<int>().DefaultIfEmpty(int.MaxValue).Min() ?? int.MaxValue;
        return family.PodAddresses is { } addresses ? Math.Min(addresses, kubelets == int.MaxValue ? long.MaxValue : kubelets) : null;
    }

    // A block larger than its pool is a finding, and cuts nothing.
    private static int? BlockOf(AddonPool pool) =>
        pool.BlockSize >= pool.Network.PrefixLength && pool.BlockSize <= pool.Network.Family.Width() ? pool.BlockSize : null;

    private static Func<NodeShare, bool> In(IpNetwork pods) => share => share.Network is { } network && network.Overlaps(pods);
}
