using CniOperator.Core.AddressPlan.Rules;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan;

/// <summary>Proves an address plan, or says what keeps it from holding. Pure: the same input gives the same report.</summary>
public static class PlanExaminer
{
    /// <summary>Ids of every rule; each can be acknowledged.</summary>
    public static IReadOnlyList<string> RuleIds { get; } = [.. PlanRules.All.Select(rule => rule.Id)];

    /// <summary>Examines. Never throws for bad input.</summary>
    public static PlanReport Examine(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = new PlanContext(input);
        return new PlanReport(Run(PlanRules.All, plan), plan.Capacity?.Public)
        {
            Nodes = input.Cluster.Nodes is null ? null : NodeStateCounter.Count(plan),
        };
    }

    /// <summary>What the spec alone tells; <see cref="Examine"/> says the same of it, and more.</summary>
    internal static IReadOnlyList<Finding> ExamineSpec(ClusterNetworkSpec spec) =>
        Run(PlanRules.OfSpec, new PlanContext(new PlanInput(spec, ClusterAddresses.None)));

    /// <summary>What spec and addon tell of the addon's pools; <see cref="Examine"/> says the same of them, and more.</summary>
    internal static IReadOnlyList<Finding> ExaminePools(ClusterNetworkSpec spec, AddonAddressing addon) =>
        Run(PlanRules.OfPools, new PlanContext(new PlanInput(spec, ClusterAddresses.None) { Addon = addon }));

    private static List<Finding> Run(IReadOnlyList<PlanRule> rules, PlanContext plan)
    {
        var findings = new List<Finding>();
        foreach (var rule in rules)
        {
            var gathered = new RuleFindings(rule, plan.Spec.Acknowledge, findings);
            rule.Check(plan, gathered);
            gathered.Finish();
        }

        return findings;
    }
}
