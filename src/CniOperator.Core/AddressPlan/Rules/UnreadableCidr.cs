using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>Every entry is a network in CIDR notation (RFC 4632, RFC 4291), as Go reads it.</summary>
internal sealed class UnreadableCidr() : PlanRule(CidrWords.UnreadableId, Severity.Error)
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
            if (CidrText.Read(texts[i]).Problem is not { } problem) continue;
            var (message, fix) = CidrWords.Unreadable(texts[i], problem);
            findings.Add($"{field}[{i}]", message, fix);
        }
    }
}
