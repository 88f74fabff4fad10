using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.ControlPlane;

/// <summary>
/// The control plane and the spec mean the same service network. The spec's changes nothing in the cluster: it is what the dataplane is
/// told.
/// </summary>
internal sealed class ControlPlaneServices() : PlanRule("addresses/control-plane-services", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var part in plan.Input.Cluster.ControlPlane)
            if (
                ControlPlanePods.Difference(
                    PlanFields.ServiceCidrs,
                    plan.StatedServices,
                    plan.Spec.ServiceNetwork?.Cidrs.Count ?? 0,
                    part.Source,
                    part.ServiceCidrs,
                    "service network"
                ) is
                { } message
            )
                findings.Add(
                    PlanFields.ServiceCidrs,
                    message,
                    $"Write {string.Join(", ", part.ServiceCidrs)}, or leave serviceNetwork out to have it read from the cluster"
                );
    }
}
