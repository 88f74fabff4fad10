using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// Every node has an address of each family of the pod network: dataplanes send a family's packets between the nodes' addresses of it.
/// </summary>
internal sealed class NodeAddressFamily() : PlanRule("addresses/node-address-family", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        var (pods4, pods6) = (plan.Pod(IpFamily.IPv4), plan.Pod(IpFamily.IPv6));
        foreach (var node in plan.Nodes.Entries)
        {
            // A node that names no address yet says nothing.
            if (!node.HasIpv4Address && !node.HasIpv6Address)
                continue;
            if (!node.HasIpv4Address && pods4 is { } ipv4)
                Add(node, ipv4);
            if (!node.HasIpv6Address && pods6 is { } ipv6)
                Add(node, ipv6);
        }

        void Add(NodeEntry node, IpNetwork pods) =>
            findings.Add(node, pods, static (_, network) =>
                (
                    $"It has no {network.Family} address, and the pod network has {network}: its pods of that family may reach no one.",
                    $"Give the node an {network.Family} address (the kubelet's --node-ip), or remove {network} from spec.podNetwork.cidrs"
                )
            );
    }
}
