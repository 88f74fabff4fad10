using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>
/// There is a share left for another node (kube-controller-manager: "CIDR allocation failed; there are no remaining CIDRs left to
/// allocate"). Without one everything runs until a node joins.
/// </summary>
internal sealed class CapacityFull() : CapacityRule("addresses/capacity-full", Severity.Warning)
{
    protected override void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings)
    {
        if (!IsFull(plan, capacity) || capacity.Scarcest.Short > 0)
            return;
        var demand = capacity.Demand;
        findings.Add(
            SubjectOf(plan, capacity),
            $"{Room(plan, capacity)}, and there {(demand == 1 ? "is" : "are")} {demand} ({capacity.Percent} %): every node has its share, and "
                + "none is left for another one.",
            $"Before the next node joins: {Lower(More(plan, capacity, Math.Max(demand + 1, 2 * capacity.Scarcest.Nodes)))}"
        );
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
