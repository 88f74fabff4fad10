using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>Nodes have podCIDRs that are not used, because the addon has its own address management.</summary>
internal sealed class NodeUnused() : PlanRule("addresses/node-unused", Severity.Info)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes)
            return;
        var count = 0;
        foreach (var node in plan.Nodes.Entries)
            if (node.Node.PodCidrs.Count > 0)
                count++;
        if (count == 0)
            return;
        var routes = plan.Input.Addon is { RefusesHostRoutes: true }
            ? " Routes to them that a former network left on a node keep it from starting there."
            : "";
        findings.Add(
            new AllNodesSubject(),
            $"{count} of {PlanWords.Count(plan.Nodes.Count, "node")} {(count == 1 ? "has" : "have")} podCIDRs, and "
                + $"{plan.AddonName} does not look at them: it assigns addresses itself.{routes}",
            "Nothing must be done; kube-controller-manager's --allocate-node-cidrs=false stops it"
        );
    }
}
