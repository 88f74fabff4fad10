using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>Every entry is a network in CIDR notation (RFC 4632, RFC 4291), as Go reads it.</summary>
internal sealed class UnreadableCidr() : PlanRule("addresses/unreadable-cidr", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var stated in plan.Stated)
        {
            if (stated.Parsed.Problem is not { } problem)
                continue;
            var (message, fix) = CidrWords.Unreadable(stated.Text, problem);
            findings.Add(stated.Subject, message, fix);
        }
    }
}
