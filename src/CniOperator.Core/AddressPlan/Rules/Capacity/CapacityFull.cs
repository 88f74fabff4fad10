using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>
/// There is a share left for another node (kube-controller-manager: "CIDR allocation failed; there are no remaining CIDRs left to
/// allocate").
/// </summary>
internal sealed class CapacityFull() : CapacityRule("addresses/capacity-full", Severity.Error)
{
    protected override void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings)
    {
        if (!IsFull(plan, capacity))
            return;
        var (nodes, demand) = (capacity.Scarcest.Nodes, capacity.Demand);
        var left = demand > nodes ? $"{PlanWords.Count(demand - nodes, "node")} of {demand} can have none" : "none is left for another one";
        findings.Add(
            SubjectOf(plan, capacity),
            $"{Room(plan, capacity)}, and there are {demand} ({capacity.Percent} %): {left}.",
            More(plan, capacity, Math.Max(demand + 1, 2 * nodes))
        );
    }
}
