using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>A pool that is for pods serves some node of those that are there.</summary>
internal sealed class PoolWithoutNodes() : PlanRule("addresses/pool-without-nodes", Severity.Info)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes || plan.Nodes.Count == 0)
            return;
        foreach (var pod in plan.Pods.DistinctBy(p => p.Network.Family))
        foreach (var pool in plan.Service(pod.Network.Family).Idle.Where(plan.Pools.Contains))
            findings.Add(
                pool.Subject,
                $"Pool {pool.Name} of {pool.Network} serves none of {PlanWords.Count(plan.Nodes.Count, "node")}: its nodeSelector is "
                    + $"{pool.Selector}. Its blocks do not count.",
                "Nothing must be done when its nodes are yet to come, or when it is meant to serve none; else compare the selector with "
                    + "kubectl get nodes --show-labels"
            );
    }
}
