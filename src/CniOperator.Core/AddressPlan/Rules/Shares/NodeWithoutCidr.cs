using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>Every Node has podCIDRs (flannel: "node … pod cidr not assigned", and it restarts forever).</summary>
internal sealed class NodeWithoutCidr() : NodeRule("addresses/node-without-cidr", Severity.Error)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (node.Node.PodCidrs.Count > 0)
            return;
        findings.Add(
            node,
            plan,
            static (_, p) => ($"It has no podCIDR, and {p.AddonName} takes pods' addresses from there: no pod can start on it.", Fix(p)),
            plan.IsAlone(node)
        );
    }

    private static string Fix(PlanContext plan)
    {
        if (plan.Capacity?.Families.FirstOrDefault(f => f.Short > 0) is { } full)
            return $"None is left: {PlanWords.Options(Growth.Of(full.Pods, full.Mask, plan.Capacity.Demand, plan.Input.Addon))}; or delete a "
                + "Node that is no longer needed";
        return plan.Input.Cluster.ControlPlane.FirstOrDefault(c => c.AllocatesNodeCidrs == true) is { } allocating
            ? $"{allocating.Source} assigns them: wait a moment, then look at its log"
            : PlanWords.Capital(PlanWords.AllocationFlags(plan));
    }
}
