using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>The cluster's Services have no family that pods lack: those of that family would have no endpoints, the others work.</summary>
internal sealed class UnservedFamily() : PlanRule("addresses/unserved-family", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Pods.Count == 0 || plan.StatedServices.Count > 0)
            return;
        foreach (var services in plan.Services.DistinctBy(s => s.Network.Family))
            if (plan.Pod(services.Network.Family) is null)
                findings.Add(
                    PlanFields.PodCidrs,
                    $"Services get {services.Network.Family} addresses of {services.Network} ({services.Source}), but the pod "
                        + "network has none of that family; such Services have no endpoints.",
                    $"Add an {services.Network.Family} CIDR to spec.podNetwork.cidrs, or create Services of the other family alone"
                );
    }
}
