using System.Globalization;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Capacity;

/// <summary>
/// The plan carries as many nodes as an autoscaler may make. Autoscalers state their limit where they are configured and not on Nodes, so a
/// person states it on the ClusterNetwork.
/// </summary>
internal sealed class AutoscalerLimit() : PlanRule("addresses/autoscaler-limit", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.MaxNodes is not { } text)
            return;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most < 1)
        {
            findings.Add(
                PlanFields.Annotations,
                $"\"{text}\" is not a number of nodes, so it is not known how far an autoscaler may grow the cluster.",
                "Write a whole number from 1 on, in quotes, or remove the annotation"
            );
            return;
        }

        if (plan.Capacity is not { } capacity || most <= capacity.Public.Nodes)
            return;
        var family = capacity.Scarcest;
        findings.Add(
            plan.Pods.First(p => p.Network.Family == family.Family).Source,
            $"An autoscaler may grow the cluster to {most} nodes, and {family.Pods} has room for {capacity.Public.Nodes}.",
            plan.FromNodes
                ? PlanWords.Capital(PlanWords.Options(Growth.Of(family.Pods, family.Mask, most, plan.Input.Addon)))
                : "Take a larger pod network or more pools, or lower the autoscaler's maximum"
        );
    }
}
