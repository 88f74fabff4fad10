using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>The API server's address is none that a Service could get; see <see cref="ServiceNodeOverlap"/>.</summary>
internal sealed class ApiServerInServices() : PlanRule("addresses/api-server-in-services", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var (server, services) in ApiServerOverlap.ServersIn(plan, plan.Services))
            findings.Add(
                services.Source,
                $"The Services' {services.Network} contains {server.Address} of {server.Source}: a Service could get it, and "
                    + "kube-proxy in nftables mode drops what is sent there.",
                "Take a service network apart from it: the API server's --service-cluster-ip-range, or a ServiceCIDR of your own"
            );
    }
}
