using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.ControlPlane;

/// <summary>
/// kube-controller-manager and the spec mean the same size of a node's share: <c>--node-cidr-mask-size-ipv4</c> (24 unless said) and
/// <c>-ipv6</c> (64).
/// </summary>
internal sealed class ControlPlaneMask() : PlanRule("addresses/control-plane-mask", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes)
            return;
        foreach (var part in plan.Input.Cluster.ControlPlane)
        {
            foreach (var pods in plan.Pods.DistinctBy(p => p.Network.Family))
            {
                var family = pods.Network.Family;
                var (theirs, usual) = family == IpFamily.IPv4 ? (part.NodeMaskIpv4, 24) : (part.NodeMaskIpv6, 64);
                if (theirs is null && part.AllocatesNodeCidrs != true)
                    continue;
                if ((theirs ?? usual) == plan.Mask(family))
                    continue;
                findings.Add(
                    PlanFields.Mask(family),
                    $"{part.Source} gives nodes shares of /{theirs ?? usual}{(theirs is null ? ", its default" : "")}; "
                        + $"{PlanFields.Mask(family)} says /{plan.Mask(family)}.",
                    $"Write {theirs ?? usual}, or start it with "
                        + $"--node-cidr-mask-size{(plan.Pods.Count > 1 ? family == IpFamily.IPv4 ? "-ipv4" : "-ipv6" : "")}={plan.Mask(family)}"
                );
            }
        }
    }
}
