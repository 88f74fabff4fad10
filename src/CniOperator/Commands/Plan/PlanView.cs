using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>A plan, ready to be shown.</summary>
/// <param name="Source">What it was made from.</param>
/// <param name="Judge">What judged it.</param>
/// <param name="Addon">How the addon hands out addresses; <c>null</c> when it is unknown.</param>
/// <param name="Families">One a pod network.</param>
/// <param name="Shares">Every node's subnets, in the nodes' order.</param>
/// <param name="Remarks">What is wrong or worth knowing.</param>
internal sealed record PlanView(
    PlanSource Source,
    PlanJudge Judge,
    AddonAddressing? Addon,
    IReadOnlyList<FamilyPlan> Families,
    IReadOnlyList<NodeShare> Shares,
    IReadOnlyList<Remark> Remarks
)
{
    /// <summary>Nodes get their subnets from the cluster; else the addon assigns blocks itself.</summary>
    public bool FromNodes => Addon is not { FromNodes: false };

    /// <summary>Something is wrong that keeps the plan from working.</summary>
    public bool HasErrors => Remarks.Any(r => r.Blocks);

    public static PlanView Of(PlanSource source, PlanJudge judge)
    {
        var networks = source.Networks;
        var desired = judge.Run(source);
        var addressing = judge.AddressingOf(source, desired);
        IReadOnlyList<Remark> remarks = [.. desired.Findings.Concat(source.Unread).Select(f => RemarkOf(f, source))];
        if (addressing is { FromNodes: false } addon)
        {
            var pools =
                addon.Pools.Count > 0
                    ? addon.Pools.Where(p => p.ForPods).Select(p => new FamilyPlan(p.Network, BlockOf(p), null, addon))
                    : networks.Select(n => new FamilyPlan(n.Pods, null, null, addon));
            return new PlanView(source, judge, addressing, [.. pools], [], remarks);
        }

        var shares = source.Nodes is { } nodes
            ? NodeShares.Of(nodes, networks).OrderBy(s => s.Node.Name, NaturalOrder.Instance).ToList()
            : null;
        var families = networks.Select(n => new FamilyPlan(
            n.Pods,
            n.NodeMask,
            shares is null ? null : [.. shares.Where(In(n.Pods))],
            addressing
        ));
        return new PlanView(source, judge, addressing, [.. families], shares ?? [], remarks);
    }

    /// <summary>How many pods fit on a node, as far as this pod network is concerned: on the node that has room for the fewest.</summary>
    public long? PodsPerNode(FamilyPlan family)
    {
        var kubelets = Source.Nodes?.Nodes.Select(n => n.MaxPods).OfType<int>().DefaultIfEmpty(int.MaxValue).Min() ?? int.MaxValue;
        return family.PodAddresses is { } addresses ? Math.Min(addresses, kubelets == int.MaxValue ? long.MaxValue : kubelets) : null;
    }

    private static Remark RemarkOf(Finding finding, PlanSource source) =>
        source is { File: { } file, Positions: { } positions } ? Remark.Of(finding, file, positions) : Remark.Of(finding);

    // A block larger than its pool is a finding, and cuts nothing.
    private static int? BlockOf(AddonPool pool) =>
        pool.BlockSize >= pool.Network.PrefixLength && pool.BlockSize <= pool.Network.Family.Width() ? pool.BlockSize : null;

    private static Func<NodeShare, bool> In(IpNetwork pods) => share => share.Network is { } network && network.Overlaps(pods);
}
