using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Changes;

/// <summary>
/// The pod network of a running cluster is not moved, shrunk or bereft of a family while nodes have shares of it; it is widened, and gets
/// another family, only where the addon can.
/// </summary>
internal sealed class ChangedNetwork() : PlanRule("addresses/changed-network", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Former is not { } former || plan.Pods.Count < plan.Spec.PodNetwork.Cidrs.Count)
            return;
        var before = PlanContext.Networks(former.PodNetwork.Cidrs);
        foreach (var old in before)
            if (Problem(plan, old) is { } problem)
                findings.Add(PlanFields.PodCidrs, problem.Message, problem.Fix);
        if (plan.Input.Addon is not { CanWiden: false } addon || plan.Nodes.Count == 0)
            return;
        foreach (var added in plan.Pods.Where(p => before.Count > 0 && before.All(old => old.Family != p.Network.Family)))
            findings.Add(
                added.Source,
                $"{added.Network} adds {added.Network.Family} to a running cluster, and {addon.Name} cannot add a family while it runs.",
                "Take it out; a cluster with both families begins with both"
            );
    }

    private static (string Message, string Fix)? Problem(PlanContext plan, IpNetwork old)
    {
        if (plan.Nodes.Count == 0 || plan.Pod(old.Family) is { } same && same == old)
            return null;
        var users = plan.FromNodes ? Sharing(plan, old) : plan.Nodes.Count;
        if (users == 0)
            return null;
        var who = $"{PlanWords.Count(users, "node")} {(users == 1 ? "has" : "have")} addresses of it";
        if (plan.Pod(old.Family) is not { } now)
            return (
                $"{old} was the pod network and is gone, and {who}.",
                $"Put {old} back; to leave it, every node must be drained, deleted and registered again"
            );
        if (!now.Contains(old))
            return (
                $"The pod network {old} was {(old.Contains(now) ? "shrunk" : "moved")} to {now}, and {who}.",
                $"Put {old} back, or write a network that contains it; to leave it, every node must be drained, deleted and "
                    + "registered again"
            );
        return plan.Input.Addon is { CanWiden: false } addon
            ? (
                $"The pod network {old} was widened to {now}, and {addon.Name} cannot do that while it runs: {who}.",
                OtherPool(plan, old, now)
            )
            : null;
    }

    // A pool cannot grow: it stays as it is, next to another one in what is added.
    private static string OtherPool(PlanContext plan, IpNetwork old, IpNetwork now) =>
        plan.Input.FormerAddon?.Pools.FirstOrDefault(p => p.Network == old) is { } pool
            ? $"Keep {now}, and state the pools: {pool.Name} with cidr {old} and blockSize {pool.BlockSize} as it is, and another one in the "
                + "rest of it; the old one can then be disabled"
            : $"Put {old} back";

    private static int Sharing(PlanContext plan, IpNetwork old)
    {
        var count = 0;
        foreach (ref readonly var share in plan.Nodes.Shares(old.Family).StartingIn(old))
            if (old.Contains(share.Network))
                count++;
        return count;
    }
}
