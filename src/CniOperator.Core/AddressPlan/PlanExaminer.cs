using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan;

/// <summary>
/// Proves an address plan, or says what keeps it from holding: the one place where rules about addresses run, with whatever is known.
/// Pure: the same input gives the same report.
/// </summary>
public static class PlanExaminer
{
    /// <summary>Every rule, in the order in which findings come.</summary>
    public static IReadOnlyList<Rule> Rules { get; } = [.. PlanRules.All.Select(rule => rule.Rule)];

    /// <summary>Examines. Never throws for bad input.</summary>
    public static PlanReport Examine(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = new PlanContext(input);
        var findings = new List<Finding>();
        foreach (var rule in PlanRules.All)
        {
            var gathered = new RuleFindings(rule.Rule, findings);
            rule.Check(plan, gathered);
            gathered.Finish();
        }

        return new PlanReport(findings, plan.Capacity?.Public) { Nodes = input.Cluster.Nodes is null ? null : plan.States };
    }
}
