using CniOperator.Core.AddressPlan;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>The answer to <c>--grow N</c>.</summary>
/// <param name="Plan">The plan as it is.</param>
/// <param name="Wanted">How many nodes are to fit.</param>
/// <param name="Families">The answer for each IP family that is cut into node subnets or blocks.</param>
internal sealed record GrowthView(PlanView Plan, long Wanted, IReadOnlyList<FamilyGrowth> Families)
{
    /// <summary>All of them fit.</summary>
    public bool Fits => Families.All(f => f.Answer.Fits);

    public static GrowthView Of(PlanView plan, long wanted)
    {
        var families = plan.Families.Where(f => f.Mask is not null).GroupBy(f => f.Pods.Family);
        return new GrowthView(plan, wanted, [.. families.Select(pools => FamilyGrowth.Of([.. pools], wanted))]);
    }

    /// <summary>Errors that the plan would have with another pod network or node mask, and has not now; as if every node joined anew.</summary>
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
