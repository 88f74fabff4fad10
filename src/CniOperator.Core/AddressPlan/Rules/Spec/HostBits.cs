using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Spec;

/// <summary>
/// No bit is set beyond the prefix: Kubernetes warns of such networks (KEP-4858), and programs disagree on what they mean.
/// </summary>
internal sealed class HostBits() : PlanRule("addresses/host-bits", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var stated in plan.Stated)
        {
            if (!stated.Parsed.HasHostBits)
                continue;
            var (message, fix) = CidrWords.HostBits(stated.Parsed);
            findings.Add(stated.Subject, message, fix);
        }
    }
}
