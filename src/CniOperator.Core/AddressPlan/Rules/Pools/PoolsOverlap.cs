using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>Pools share no address; one finding for each that overlaps one before it.</summary>
internal sealed class PoolsOverlap() : PlanRule("addresses/pools-overlap", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        for (var i = 1; i < plan.Pools.Count; i++)
        {
            var pool = plan.Pools[i];
            if (plan.Pools.Take(i).FirstOrDefault(other => other.Network.Overlaps(pool.Network)) is not { } before)
                continue;
            findings.Add(
                pool.Subject,
                $"Pool {pool.Name} of {pool.Network} overlaps pool {before.Name} of {before.Network}: two pods could get one "
                    + $"address, and {plan.AddonName} refuses such pools.",
                "Give every pool addresses of its own"
            );
        }
    }
}
