using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// A Node's podCIDR lies in the pod network (flannel: "subnet … specified in the flannel net config doesn't contain … PodCIDR").
/// </summary>
internal sealed class NodeOutside() : NodeRule("addresses/node-outside", Severity.Error)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (pods4 is { } ipv4 && node.Ipv4 is { } share4 && !ipv4.Contains(share4))
            Add(ipv4, share4);
        if (pods6 is { } ipv6 && node.Ipv6 is { } share6 && !ipv6.Contains(share6))
            Add(ipv6, share6);

        void Add(IpNetwork pods, IpNetwork share) =>
            findings.Add(
                node,
                (pods, share),
                static (_, at) =>
                    (
                        $"Its podCIDR {at.share} lies {(at.share.Overlaps(at.pods) ? "partly " : "")}outside of the pod network {at.pods}.",
                        $"Write a pod network that contains {at.share}; or, since {Recreate} with kube-controller-manager's "
                            + $"--cluster-cidr={at.pods}"
                    ),
                plan.IsException(node)
            );
    }
}
