using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// A node's share is not larger than the pod network, and has a prefix length that the family knows. Not asked of addons with their own
/// address management, which know no such share.
/// </summary>
internal sealed class NodeMask() : PlanRule("addresses/node-mask", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes)
            return;
        foreach (var pod in plan.Pods)
        {
            var (family, prefix) = (pod.Network.Family, pod.Network.PrefixLength);
            var mask = plan.Mask(family);
            var field = PlanFields.Mask(family);
            if (mask > family.Width())
                findings.Add(
                    field,
                    $"{family} has no prefix length of {mask}: {family.Width()} is the most.",
                    $"Lower {Short(field)} to at most {family.Width()}"
                );
            else if (mask < prefix)
                findings.Add(
                    field,
                    $"A node's share of /{mask} is larger than the whole pod network {pod.Network}, so no node gets one.",
                    $"Raise {Short(field)} above {prefix}, or take a larger pod network"
                );
        }
    }

    private static string Short(FieldSubject field) => field.Path["spec.podNetwork.".Length..];
}
