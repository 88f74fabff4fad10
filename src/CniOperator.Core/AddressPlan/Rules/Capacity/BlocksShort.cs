using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>There is a block for every node. Without one a node borrows single addresses of others' blocks, and each is a route.</summary>
internal sealed class BlocksShort() : CapacityRule("addresses/blocks-short", Severity.Warning)
{
    protected override void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings)
    {
        if (
            plan.FromNodes
            || plan.Pools.Count == 0
            || plan.Input.Addon is not { BorrowsAddresses: true }
            || capacity.Demand <= capacity.Scarcest.Nodes
        )
            return;
        findings.Add(
            SubjectOf(plan, capacity),
            $"{Room(plan, capacity)} for {capacity.Demand} nodes: those without one borrow single addresses of others, and "
                + "each of them is a route.",
            More(plan, capacity, capacity.Demand)
        );
    }
}
