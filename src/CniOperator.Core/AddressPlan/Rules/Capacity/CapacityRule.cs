using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>A rule about how many nodes the plan carries; asked when the nodes are known.</summary>
internal abstract class CapacityRule(string id, Severity severity) : PlanRule(id, severity)
{
    internal sealed override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Cluster.Nodes is null || plan.Capacity is not { Demand: > 0 } capacity)
            return;
        Check(plan, capacity, findings);
    }

    protected abstract void Check(PlanContext plan, CapacityReport capacity, RuleFindings findings);

    /// <summary>The next node will have no share: all are assigned, or all blocks are and no node borrows.</summary>
    protected static bool IsFull(PlanContext plan, CapacityReport capacity) =>
        capacity.Demand >= capacity.Scarcest.Nodes
        && (plan.FromNodes || (plan.Pools.Count > 0 && plan.Input.Addon is { BorrowsAddresses: false }));

    protected static Subject SubjectOf(PlanContext plan, CapacityReport capacity) =>
        plan.FromNodes || plan.Pools.Count == 0
            ? plan.Pods.First(p => p.Network.Family == capacity.Scarcest.Family).Source
            : capacity.Scarcest.Pools[0].Subject;

    /// <summary>What there is, in numbers.</summary>
    protected static string Room(PlanContext plan, CapacityReport capacity)
    {
        var family = capacity.Scarcest;
        return plan.FromNodes ? $"{family.Pods} with a node mask of /{family.Mask} has room for {PlanWords.Count(family.Nodes, "node")}"
            : plan.Pools.Count > 0
                ? $"{plan.AddonName}'s {family.Family} pools {Some(capacity, family)}have {PlanWords.Count(family.Nodes, "block")}"
            : $"{family.Pods} has room for {PlanWords.Count(family.Nodes, "node")} of {family.PodsPerNode} pods";
    }

    // Where others serve other nodes, it must be said which.
    private static string Some(CapacityReport capacity, FamilyCapacity family) =>
        capacity.Families.Count(f => f.Family == family.Family) == 1
            ? ""
            : $"{string.Join(", ", family.Pools.Take(3).Select(p => p.Name))}{(family.Pools.Count > 3 ? $" and {family.Pools.Count - 3} more" : "")} ";

    /// <summary>What would give more.</summary>
    protected static string More(PlanContext plan, CapacityReport capacity, long wanted) =>
        plan.FromNodes
            ? PlanWords.Capital(PlanWords.Options(Growth.Of(capacity.Scarcest.Pods, capacity.Scarcest.Mask, wanted, plan.Input.Addon)))
        : plan.Pools.Count > 0 ? "Add a pool, or pools with smaller blocks (a larger blockSize)"
        : "Take a larger pod network";
}
