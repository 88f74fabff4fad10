using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>A pool holds at least one of its blocks.</summary>
internal sealed class PoolBlock() : PlanRule("addresses/pool-block", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes)
            return;
        foreach (var pool in plan.Pools)
            if (pool.BlockSize < pool.Network.PrefixLength)
                findings.Add(
                    pool.Subject,
                    $"Pool {pool.Name} of {pool.Network} is smaller than one of its blocks of /{pool.BlockSize}, so no node "
                        + "could get addresses from it.",
                    $"Raise the block size to {pool.Network.PrefixLength} at least, or widen the pool"
                );
    }
}
