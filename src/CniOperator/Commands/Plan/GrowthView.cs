using CniOperator.Core.AddressPlan;
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
        return growth.HasRoom ? growth with { Errors = ErrorsOf(plan.Source, wanted) } : growth;
    }

    private static IReadOnlyList<Remark> ErrorsOf(PlanSource source, int wanted)
    {
        var nodes = source.Cluster.Nodes is { } present
            ? SimulatedNodes.Join(present, source.ShareNetworks, wanted, SimulatedNodes.DefaultMaxPods)
            : null;
        return [.. PlanRemarks.Of(source with { Cluster = source.Cluster with { Nodes = nodes } }).Where(r => r.Blocks)];
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
        var spec = Plan.Source.Spec with { PodNetwork = pods with { Cidrs = [.. cidrs], NodeMaskSizes = masks } };
        var known = Plan.Remarks.Select(r => (r.Finding.Rule, r.Finding.Subject)).ToHashSet();
        var changed = Plan.Source with { Spec = spec };
        var cluster = changed.Cluster with
        {
            Nodes = changed.Cluster.Nodes is { } nodes ? SimulatedNodes.Rejoin(nodes, changed.Networks) : null,
        };
        var report = PlanExaminer.Examine(changed.Input with { Cluster = cluster });
        return [.. Acknowledgement.Mark(report.Findings, spec.Acknowledge).Where(f => f.Blocks && !known.Contains((f.Rule, f.Subject)))];
    }
}
