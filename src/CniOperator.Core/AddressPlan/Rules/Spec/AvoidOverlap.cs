using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>Neither pods nor Services have addresses of ranges that the user listed as others'.</summary>
internal sealed class AvoidOverlap() : PlanRule("addresses/avoid-overlap", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var stated in plan.PodSide.Concat(plan.StatedServices))
        {
            foreach (var avoid in plan.Avoid)
            {
                if (!stated.Network.Overlaps(avoid.Network))
                    continue;
                findings.Add(
                    stated.Source,
                    $"{stated.Network} overlaps {avoid.Network}, which {avoid.Source} says is others': pods could not reach those.",
                    $"Move it{Apart.Instead(plan, stated.Network)}, or take the range off the list"
                );
            }
        }
    }
}
