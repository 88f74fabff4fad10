using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>The plan carries as many nodes as the cluster autoscaler may make.</summary>
internal sealed class AutoscalerLimit() : PlanRule("addresses/autoscaler-limit", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Cluster.MaxNodes is not { } most || plan.Capacity is not { } capacity || most <= capacity.Scarcest.Nodes) return;
        var family = capacity.Scarcest;
        findings.Add(
            plan.Pods.First(p => p.Network.Family == family.Family).Source, $"The cluster autoscaler may grow the cluster to {most} nodes, and {family.Pods} has room for {family.Nodes}.",
            plan.FromNodes ? PlanWords.Capital(PlanWords.Options(Growth.Of(family.Pods, family.Mask, most, plan.Input.Addon))) : "Take a larger pod network or more pools, or lower the autoscaler's maximum");
    }
}
