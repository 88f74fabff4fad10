using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Changes;

/// <summary>The size of a node's share stays while nodes have shares: theirs stay as they are, and sizes mix.</summary>
internal sealed class ChangedMask() : PlanRule("addresses/changed-mask", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Former is not { } former || !plan.FromNodes)
            return;
        foreach (var pods in plan.Pods.DistinctBy(p => p.Network.Family))
        {
            var family = pods.Network.Family;
            var (old, count) = (
                family == IpFamily.IPv4 ? former.PodNetwork.NodeMaskSizes.Ipv4 : former.PodNetwork.NodeMaskSizes.Ipv6,
                plan.Nodes.Shares(family).Items.Length
            );
            if (old == plan.Mask(family) || count == 0)
                continue;
            findings.Add(
                PlanFields.Mask(family),
                $"The node mask changes from /{old} to /{plan.Mask(family)}, and {PlanWords.Count(count, "node")} "
                    + $"{(count == 1 ? "keeps its share as it is" : "keep their shares as they are")}.",
                "Start kube-controller-manager with "
                    + $"--node-cidr-mask-size-{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}={plan.Mask(family)} too, and delete the "
                    + "nodes and let them register again, one by one"
            );
        }
    }
}
