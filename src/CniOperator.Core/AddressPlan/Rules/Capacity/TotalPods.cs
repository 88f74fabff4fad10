using System.Numerics;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>
/// An addon with its own address management has an address for every pod that all kubelets together take; where pools serve other nodes
/// each, for those nodes.
/// </summary>
internal sealed class TotalPods() : PlanRule("addresses/total-pods", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes)
            return;
        foreach (var pod in plan.Pods)
            if (plan.Pools.Count == 0)
                OfOneSpace(plan, pod, findings);
            else
                OfPools(plan, pod.Network.Family, findings);
    }

    private static void OfOneSpace(PlanContext plan, SourcedNetwork pod, RuleFindings findings)
    {
        long wanted = 0;
        foreach (var node in plan.Nodes.Entries)
            wanted += (node.Node.MaxPods ?? 0) + plan.Input.Addon!.ReservedPerNode;
        if (pod.Network.UsableCount < wanted)
            findings.Add(
                pod.Source,
                Words(plan.Nodes.Count, wanted, pod.Network.UsableCount, pod.Network.Family),
                "Take a larger pod network, or lower the kubelets' maxPods"
            );
    }

    private static void OfPools(PlanContext plan, IpFamily family, RuleFindings findings)
    {
        foreach (var group in plan.Service(family).Groups)
        {
            var addresses = group.Pools.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Network.AddressCount);
            if (addresses < group.WantedPods)
                findings.Add(
                    group.Pools[0].Subject,
                    Words(group.Nodes, group.WantedPods, addresses, family),
                    "Add a pool or widen the pod network, or lower the kubelets' maxPods"
                );
        }
    }

    private static string Words(int nodes, long wanted, BigInteger addresses, IpFamily family) =>
        $"The kubelets of {PlanWords.Count(nodes, "node")} take {wanted} pods together, the addon's own addresses included, and there are "
        + $"{addresses} {family} addresses.";
}
