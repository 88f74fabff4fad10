using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// A node's share has an address for every pod that its kubelet takes (<c>maxPods</c>); those beyond would be scheduled and never start.
/// </summary>
internal sealed class MaxPods() : NodeRule("addresses/max-pods", Severity.Warning)
{
    protected override void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings)
    {
        if (node.Node.MaxPods is not { } most)
            return;
        var small = Smaller(pods4 is null ? null : node.Ipv4, pods6 is null ? null : node.Ipv6, most, plan.Input.Addon);
        if (small is not { } share)
            return;
        findings.Add(node, (plan, share, most), static (_, at) =>
        {
            var (room, family) = (PodCapacity.Of(at.share.Family, at.share.PrefixLength, at.plan.Input.Addon), at.share.Family);
            return (
                $"Its kubelet takes {at.most} pods, and its podCIDR {at.share} has addresses for {room}.",
                $"Lower the kubelet's maxPods to {room}; or give nodes larger shares: "
                    + $"/{Fitting(family, at.most, at.plan.Input.Addon)} has enough"
            );
        });
    }

    private static IpNetwork? Smaller(IpNetwork? ipv4, IpNetwork? ipv6, int most, AddonAddressing? addon)
    {
        if (ipv4 is { } four && PodCapacity.Of(IpFamily.IPv4, four.PrefixLength, addon) < most)
            return four;
        return ipv6 is { } six && PodCapacity.Of(IpFamily.IPv6, six.PrefixLength, addon) < most ? six : null;
    }

    private static int Fitting(IpFamily family, int pods, AddonAddressing? addon)
    {
        var prefix = family.Width();
        while (prefix > 0 && PodCapacity.Of(family, prefix, addon) < pods)
            prefix--;
        return prefix;
    }
}
