using System.Numerics;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>An addon with its own address management has an address for every pod that all kubelets together take.</summary>
internal sealed class TotalPods() : PlanRule("addresses/total-pods", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes)
            return;
        long wanted = 0;
        foreach (var node in plan.Nodes.Entries)
            wanted += (node.Node.MaxPods ?? 0) + plan.Input.Addon!.ReservedPerNode;
        foreach (var pod in plan.Pods)
        {
            var pools = plan.Pools.Where(p => p.ForPods && p.Network.Family == pod.Network.Family).ToArray();
            var addresses =
                pools.Length == 0 ? pod.Network.UsableCount : pools.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Network.AddressCount);
            if (addresses >= wanted)
                continue;
            findings.Add(
                pools.Length == 0 ? pod.Source : pools[0].Subject,
                $"The kubelets of {PlanWords.Count(plan.Nodes.Count, "node")} take {wanted} pods together, the addon's own "
                    + $"addresses included, and there are {addresses} {pod.Network.Family} addresses.",
                pools.Length == 0
                    ? "Take a larger pod network, or lower the kubelets' maxPods"
                    : "Add a pool or widen the pod network, or lower the kubelets' maxPods"
            );
        }
    }
}
