using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>
/// Pools lie in the pod network: kube-proxy takes pods elsewhere for outsiders and hides their addresses (<c>--cluster-cidr</c>).
/// </summary>
internal sealed class PoolOutside() : PlanRule("addresses/pool-outside", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Pods.Count < plan.Spec.PodNetwork.Cidrs.Count)
            return;
        foreach (var pool in plan.Pools)
            if (pool.ForPods && !plan.Pods.Any(pod => pod.Network.Contains(pool.Network)))
                findings.Add(
                    pool.Subject,
                    $"Pool {pool.Name} of {pool.Network} lies outside spec.podNetwork.cidrs "
                        + $"({string.Join(", ", plan.Pods.Select(p => p.Network))}): kube-proxy would take its pods for outsiders "
                        + "and hide their addresses.",
                    "Move the pool into the pod network, or widen spec.podNetwork.cidrs"
                );
    }
}
