using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Changes;

/// <summary>A pool keeps its network and its block size: blocks of it are on the nodes, and Calico calls both fields immutable.</summary>
internal sealed class ChangedPool() : PlanRule("addresses/changed-pool", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes || plan.Nodes.Count == 0)
            return;
        foreach (var old in plan.Input.FormerAddon?.Pools ?? [])
        {
            if (
                plan.Pools.FirstOrDefault(p => p.Name == old.Name) is not { } now
                || (now.Network == old.Network && now.BlockSize == old.BlockSize)
            )
                continue;
            findings.Add(
                now.Subject,
                $"Pool {now.Name} changes from {old.Network} in blocks of /{old.BlockSize} to {now.Network} in blocks of "
                    + $"/{now.BlockSize}; a pool in use can change neither.",
                $"Put {old.Network} and {old.BlockSize} back, and add a pool under another name; the old one can be disabled"
            );
        }
    }
}
