using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>A Node with podCIDRs has one of each family of the pod network.</summary>
internal sealed class NodeFamily() : NodeRule("addresses/node-family", Severity.Error)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (node.Node.PodCidrs.Count == 0 || node.HasUnreadable)
            return;
        if (pods4 is { } ipv4 && node.Ipv4 is null)
            Add(ipv4);
        if (pods6 is { } ipv6 && node.Ipv6 is null)
            Add(ipv6);

        void Add(IpNetwork pods) =>
            findings.Add(
                node,
                (plan, pods),
                static (n, at) =>
                    (
                        $"Its podCIDRs {string.Join(", ", n.Node.PodCidrs)} have no {at.pods.Family}, and the pod network has "
                            + $"{at.pods}: {at.plan.AddonName} does not start on it.",
                        $"{PlanWords.Capital(PlanWords.AllocationFlags(at.plan))}; then, since {Recreate}"
                    ),
                plan.IsException(node)
            );
    }
}
