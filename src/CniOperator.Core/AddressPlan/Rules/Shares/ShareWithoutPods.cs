using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>A node's share has an address for a pod, besides those that the network itself takes.</summary>
internal sealed class ShareWithoutPods() : PlanRule("addresses/share-without-pods", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes)
            return;
        foreach (var pod in plan.Pods)
        {
            var family = pod.Network.Family;
            if (!plan.CanCut(pod.Network) || PodCapacity.Of(family, plan.Mask(family), plan.Input.Addon) > 0)
                continue;
            findings.Add(
                PlanFields.Mask(family),
                $"A share of /{plan.Mask(family)} has {PodCapacity.PowerOfTwo(family.Width() - plan.Mask(family))} addresses, "
                    + "and the network's own leave none for pods.",
                $"Lower it; a share of /{(family == IpFamily.IPv4 ? 24 : 64)} is usual"
            );
        }
    }
}
