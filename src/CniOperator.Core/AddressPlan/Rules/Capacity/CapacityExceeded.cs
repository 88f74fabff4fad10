using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>
/// Every node can have a share. Those that have one are served all the same: where shares are assigned to nodes, and where the addon's
/// pools are as they were, this holds no change back.
/// </summary>
internal sealed class CapacityExceeded() : CapacityRule("addresses/capacity-exceeded", Severity.Error)
{
    protected override void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings)
    {
        var left = capacity.Scarcest.Short;
        if (left == 0)
            return;
        findings.Add(
            SubjectOf(plan, capacity),
            $"{Room(plan, capacity)}, and there are {capacity.Demand} ({capacity.Percent} %): {PlanWords.Count(left, "node")} of "
                + $"{capacity.Demand} can have none.",
            More(plan, capacity, Math.Max(capacity.Demand + 1, 2 * capacity.Scarcest.Nodes)),
            confined: plan.FromNodes || plan.Input.FormerAddon?.Pools.SequenceEqual(plan.Pools) == true
        );
    }
}
