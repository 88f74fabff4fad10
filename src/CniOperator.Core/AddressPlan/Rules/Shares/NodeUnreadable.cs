using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>A Node's podCIDRs can be read, and there is one a family.</summary>
internal sealed class NodeUnreadable() : NodeRule("addresses/node-unreadable-cidr", Severity.Error)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (node.HasUnreadable)
            findings.Add(node, plan, static (n, _) => Words(n), plan.IsAlone(node));
        if (node.HasTwoOfOneFamily)
            findings.Add(
                node,
                plan,
                static (n, _) =>
                    (
                        $"Its podCIDRs {string.Join(", ", n.Node.PodCidrs)} have two of one family; the first counts.",
                        $"{PlanWords.Capital(Recreate)}"
                    ),
                plan.IsAlone(node)
            );
    }

    private static (string Message, string Fix) Words(NodeEntry node)
    {
        var text = node.Node.PodCidrs.First(t => !CidrText.Read(t).IsNetwork);
        return ($"Its podCIDR {CidrWords.Unreadable(text, CidrText.Read(text).Problem!).Message}", $"{PlanWords.Capital(Recreate)}");
    }
}
