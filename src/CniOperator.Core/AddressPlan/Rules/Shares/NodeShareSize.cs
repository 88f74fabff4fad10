using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>A Node's share has the size that the spec says. Another one works; capacity is computed from the spec's.</summary>
internal sealed class NodeShareSize() : NodeRule("addresses/node-share-size", Severity.Warning)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (pods4 is { } ipv4 && node.Ipv4 is { } share4 && ipv4.Contains(share4) && share4.PrefixLength != plan.Mask(IpFamily.IPv4))
            Add(share4);
        if (pods6 is { } ipv6 && node.Ipv6 is { } share6 && ipv6.Contains(share6) && share6.PrefixLength != plan.Mask(IpFamily.IPv6))
            Add(share6);

        void Add(IpNetwork share) =>
            findings.Add(node, (plan, share), static (_, at) =>
                (
                    $"Its podCIDR {at.share} is a /{at.share.PrefixLength}, and {PlanFields.Mask(at.share.Family)} says "
                        + $"/{at.plan.Mask(at.share.Family)}.",
                    $"Write {at.share.PrefixLength} there, or start kube-controller-manager with "
                        + $"--node-cidr-mask-size-{(at.share.Family == IpFamily.IPv4 ? "ipv4" : "ipv6")}={at.plan.Mask(at.share.Family)}; {Recreate}"
                )
            );
    }
}
