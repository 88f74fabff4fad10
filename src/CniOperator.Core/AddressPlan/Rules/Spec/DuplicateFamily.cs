using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>Kubernetes takes one pod and one service network of each family (KEP-563).</summary>
internal sealed class DuplicateFamily() : PlanRule("addresses/duplicate-family", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        Check(PlanFields.PodCidrs, plan.Pods, findings);
        Check(PlanFields.ServiceCidrs, plan.StatedServices, findings);
    }

    private static void Check(FieldSubject field, IReadOnlyList<SourcedNetwork> networks, RuleFindings findings)
    {
        for (var i = 1; i < networks.Count; i++)
        {
            var family = networks[i].Network.Family;
            if (networks.Take(i).All(n => n.Network.Family != family))
                continue;
            findings.Add(
                networks[i].Source,
                $"{field} has a second {family} network; there can be one per IP family.",
                $"Keep one {family} network"
            );
        }
    }
}
