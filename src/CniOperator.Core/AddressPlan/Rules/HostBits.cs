using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>No bit is set beyond the prefix: Kubernetes warns of such networks (KEP-4858), and programs disagree on what they mean.</summary>
internal sealed class HostBits() : PlanRule(CidrWords.HostBitsId, Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        Check("spec.podNetwork.cidrs", plan.Spec.PodNetwork.Cidrs, findings);
        Check("spec.podNetwork.avoid", plan.Spec.PodNetwork.Avoid, findings);
        Check("spec.serviceNetwork.cidrs", plan.Spec.ServiceNetwork?.Cidrs ?? [], findings);
    }

    private static void Check(string field, IReadOnlyList<string> texts, RuleFindings findings)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            var reading = CidrText.Read(texts[i]);
            if (!reading.HasHostBits) continue;
            var (message, fix) = CidrWords.HostBits(reading);
            findings.Add($"{field}[{i}]", message, fix);
        }
    }
}
