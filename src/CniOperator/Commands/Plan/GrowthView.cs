using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>The answer to <c>--grow N</c>.</summary>
/// <param name="Plan">The plan as it is.</param>
/// <param name="Wanted">How many nodes are to fit.</param>
/// <param name="Families">The answer for each IP family that is cut into node subnets or blocks.</param>
/// <param name="Errors">What is wrong with the plan when it has so many nodes; not asked where a family has no room for them.</param>
internal sealed record GrowthView(PlanView Plan, int Wanted, IReadOnlyList<FamilyGrowth> Families, IReadOnlyList<Remark> Errors)
{
    /// <summary>Every family has room for all nodes.</summary>
    public bool HasRoom => Families.All(f => f.Answer.Fits);

    /// <summary>All of them fit: with so many nodes the plan holds.</summary>
    public bool Fits => HasRoom && Errors.Count == 0;

    public static GrowthView Of(PlanView plan, int wanted)
    {
        var families = plan.Families.Where(f => f.Mask is not null).GroupBy(f => f.Pods.Family);
        var growth = new GrowthView(plan, wanted, [.. families.Select(pools => FamilyGrowth.Of([.. pools], wanted))], []);
        return growth.HasRoom ? growth with { Errors = ErrorsOf(plan, wanted) } : growth;
    }

    private static IReadOnlyList<Remark> ErrorsOf(PlanView plan, int wanted)
    {
        var networks = plan.FromNodes ? plan.Source.Networks : [];
        var nodes = plan.Source.Nodes is { } present ? SimulatedNodes.Join(present, networks, wanted, SimulatedNodes.DefaultMaxPods) : null;
        return [.. PlanView.Of(plan.Source.WithNodes(nodes), plan.Judge).Remarks.Where(r => r.Blocks)];
    }

    /// <summary>
    /// Errors that the plan would have with another pod network or node mask, and has not now; as if every node joined again.
    /// </summary>
    public IReadOnlyList<Finding> ErrorsOf(GrowthOption option)
    {
        var pods = Plan.Source.Spec.PodNetwork;
        var masks =
            option.Pods.Family == IpFamily.IPv4
                ? pods.NodeMaskSizes with
                {
                    Ipv4 = option.NodeMask,
                }
                : pods.NodeMaskSizes with
                {
                    Ipv6 = option.NodeMask,
                };
        var cidrs = pods.Cidrs.Select(c => TypedNetworks.Find(c)?.Family == option.Pods.Family ? option.Pods.ToString() : c);
        var changed = Plan.Source.WithPods(pods with { Cidrs = [.. cidrs], NodeMaskSizes = masks });
        if (changed.Nodes is { } nodes)
            changed = changed.WithNodes(SimulatedNodes.Rejoin(nodes, changed.Networks));
        var known = Plan.Remarks.Select(r => (r.Finding.Rule, r.Finding.Subject)).ToHashSet();
        return [.. Plan.Judge.Run(changed).Findings.Where(f => f.Blocks && !known.Contains((f.Rule, f.Subject)))];
    }
}
