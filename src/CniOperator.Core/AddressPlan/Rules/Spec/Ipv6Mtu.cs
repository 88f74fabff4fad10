using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>RFC 8200, section 5: every link of IPv6 carries packets of 1280 octets.</summary>
internal sealed class Ipv6Mtu() : PlanRule("addresses/mtu-ipv6", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Spec.PodNetwork.Mtu is not < 1280 || plan.Pod(IpFamily.IPv6) is null)
            return;
        findings.Add(
            PlanFields.Mtu,
            $"An MTU of {plan.Spec.PodNetwork.Mtu} is below 1280, the least that IPv6 works with (RFC 8200, section 5).",
            "Set mtu to 1280 or more, or leave it out to have it derived"
        );
    }
}
