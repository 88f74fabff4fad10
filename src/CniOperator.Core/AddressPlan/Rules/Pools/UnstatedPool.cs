using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>
/// Every pool of the cluster that is enabled is in the spec: Calico takes addresses of any, and chooses by itself. One in the pod network
/// that overlaps no other works, and its blocks count.
/// </summary>
internal sealed class UnstatedPool() : PlanRule("addresses/unstated-pool", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var pool in plan.ForeignPools)
        {
            var overlaps = plan.Pools.FirstOrDefault(p => p.Network.Overlaps(pool.Network));
            var inside = plan.Pods.Any(p => p.Network.Contains(pool.Network));
            var works = pool.IsOurs || (inside && overlaps is null);
            var where =
                overlaps is not null ? $" It overlaps pool {overlaps.Name} of {overlaps.Network}: two pods could get one address."
                : inside ? " It lies in the pod network, and its blocks count."
                : $" It lies outside of the pod network {string.Join(", ", plan.Pods.Select(p => p.Network))}: pods with such addresses are "
                    + "outsiders to kube-proxy and to policies.";
            findings.Add(
                new Finding(
                    Rule,
                    ForeignPool.SubjectOf(plan, pool),
                    $"{(pool.IsOurs ? "It was in the spec and is no longer" : "It is not in the spec")}, and is enabled: pods get addresses of "
                        + $"{pool.Network} too.{where}",
                    Fix(plan, pool)
                )
                {
                    Severity = works ? Severity.Warning : Severity.Error,
                    Confined = plan.Input.Former is not null,
                }
            );
        }
    }

    private static string Fix(PlanContext plan, LivePool pool)
    {
        var kind = plan.Input.Addon?.PoolObjects is { } objects ? objects.Kind.ToLowerInvariant() : "pool";
        return pool.IsOurs
            ? "Wait: it is deleted when the rest of the spec runs. Pods that still have its addresses must be restarted before"
            : $"State it among the pools; or kubectl patch {kind} {pool.Name} --type merge -p '{{\"spec\":{{\"disabled\":true}}}}', restart the "
                + "pods that have its addresses, and delete it";
    }
}
