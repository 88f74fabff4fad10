using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>Less than 80 % of the plan's room is taken.</summary>
internal sealed class CapacityLow() : CapacityRule("addresses/capacity-low", Severity.Warning)
{
    private const int Low = 80;

    protected override void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings)
    {
        var nodes = capacity.Scarcest.Nodes;
        if (
            capacity.Percent < Low
            || IsFull(plan, capacity)
            || capacity.Scarcest.Short > 0
            || (plan.Pools.Count > 0 && capacity.Demand > nodes)
        )
            return;
        var left = Math.Max(0, nodes - Math.Max(capacity.Demand, capacity.Scarcest.Taken ?? 0));
        findings.Add(
            SubjectOf(plan, capacity),
            capacity.Scarcest.Taken is { } taken && taken > capacity.Demand
                ? $"{Room(plan, capacity)}, and {taken} are taken by {PlanWords.Count(capacity.Demand, "node")} ({capacity.Percent} %): {left} "
                    + $"more {(left == 1 ? "is" : "are")} free."
                : $"{Room(plan, capacity)}, and there {(capacity.Demand == 1 ? "is" : "are")} {capacity.Demand} ({capacity.Percent} %): {left} "
                    + $"more {(left == 1 ? "fits" : "fit")}.",
            More(plan, capacity, 2 * nodes)
        );
    }
}
