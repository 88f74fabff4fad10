using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>The spec's Services have no family that pods lack.</summary>
internal sealed class ServiceFamilies() : PlanRule("addresses/families", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Pods.Count == 0)
            return;
        foreach (var family in plan.StatedServices.Select(s => s.Network.Family).Distinct())
            if (plan.Pod(family) is null)
                findings.Add(
                    PlanFields.ServiceCidrs,
                    $"The service network has {family}, but the pod network has none; Services of that family would have no endpoints.",
                    $"Add an {family} CIDR to spec.podNetwork.cidrs, or remove it from the service network"
                );
    }
}
