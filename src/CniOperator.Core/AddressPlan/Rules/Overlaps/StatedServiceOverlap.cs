using CniOperator.Core.AddressPlan.Examination;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>Pods share no address with the spec's Services.</summary>
internal sealed class StatedServiceOverlap() : ServiceOverlap("addresses/services-overlap")
{
    internal override void Check(PlanContext plan, RuleFindings findings) => Check(plan, plan.StatedServices, findings);
}
