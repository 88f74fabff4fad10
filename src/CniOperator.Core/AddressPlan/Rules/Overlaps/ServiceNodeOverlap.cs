using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>
/// No node's address is one that a Service could get. It works until one does; but kube-proxy in nftables mode drops packets to every
/// address of the Services' networks that no Service has.
/// </summary>
internal sealed class ServiceNodeOverlap() : PlanRule("addresses/node-in-services", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var (node, address, services) in NodeAddressOverlap.NodesIn(plan, plan.Services))
            findings.Add(node, (address, services), static (_, at) =>
                (
                    $"Its address {at.address.First} lies in the Services' {at.services.Network} ({at.services.Source}): a "
                        + "Service could get it, and kube-proxy in nftables mode drops what is sent there.",
                    "Take a service network apart from the nodes': the API server's --service-cluster-ip-range, or a "
                        + "ServiceCIDR of your own"
                )
            );
    }
}
