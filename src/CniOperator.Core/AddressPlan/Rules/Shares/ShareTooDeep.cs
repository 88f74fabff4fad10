using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// kube-controller-manager cuts an IPv6 pod network into 2^16 shares at most (<c>clusterSubnetMaxDiff</c> of its cidrset: "New CIDR set
/// failed; the node CIDR size is too big") and ends otherwise. Where all nodes of a cluster have shares, something else assigns them.
/// </summary>
internal sealed class ShareTooDeep() : PlanRule("addresses/share-too-deep", Severity.Error)
{
    private const int Most = 16;

    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (
            !plan.FromNodes
            || plan.Pod(IpFamily.IPv6) is not { } pods
            || plan.Mask(IpFamily.IPv6) - pods.PrefixLength <= Most
            || !plan.CanCut(pods)
        )
            return;
        if (HasOtherAllocator(plan))
            return;
        var mask = plan.Mask(IpFamily.IPv6);
        findings.Add(
            PlanFields.Mask(IpFamily.IPv6),
            $"Shares of /{mask} are {mask - pods.PrefixLength} bits longer than the pod network {pods}, and "
                + $"kube-controller-manager takes {Most} at most: it would end with \"the node CIDR size is too big\".",
            $"Take a pod network of /{mask - Most} or longer, or a node mask of {pods.PrefixLength + Most} or less"
        );
    }

    private static bool HasOtherAllocator(PlanContext plan) =>
        !plan.Input.Cluster.NodesAreAssumed && plan.Nodes.Count > 0 && plan.Nodes.Shares(IpFamily.IPv6).Items.Length == plan.Nodes.Count;
}
