using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>Where an addon has pools, every family of the pod network has one.</summary>
internal sealed class FamilyWithoutPool() : PlanRule("addresses/family-without-pool", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes || plan.Pools.Count == 0)
            return;
        foreach (var pod in plan.Pods)
            if (plan.Pools.All(pool => !pool.ForPods || pool.Network.Family != pod.Network.Family))
                findings.Add(
                    pod.Source,
                    $"The pod network has {pod.Network}, and no pool is {pod.Network.Family}, so pods would get no address of "
                        + "that family and not start.",
                    $"Add an {pod.Network.Family} pool, or leave pools out to get one for each CIDR"
                );
    }
}
