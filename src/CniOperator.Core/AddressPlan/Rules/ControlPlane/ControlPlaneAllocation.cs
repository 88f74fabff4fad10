using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.ControlPlane;

/// <summary>
/// Something assigns podCIDRs where the addon needs them. With <c>--allocate-node-cidrs=false</c> it may still be a cloud's controller.
/// </summary>
internal sealed class ControlPlaneAllocation() : PlanRule("addresses/control-plane-allocation", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Addon is not { FromNodes: true } addon || plan.Input.Cluster.ControlPlane.Any(p => p.AllocatesNodeCidrs == true))
            return;
        foreach (var part in plan.Input.Cluster.ControlPlane)
            if (part.AllocatesNodeCidrs == false)
                findings.Add(
                    PlanFields.PodCidrs,
                    $"{part.Source} runs with --allocate-node-cidrs=false, and {addon.Name} takes pods' addresses from Nodes' "
                        + "podCIDRs: a node that joins gets none, unless another controller assigns them.",
                    PlanWords.Capital(PlanWords.AllocationFlags(plan))
                );
    }
}
