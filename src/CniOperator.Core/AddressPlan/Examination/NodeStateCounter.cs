using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>Counts nodes by how far they are with their share.</summary>
internal static class NodeStateCounter
{
    internal static PlanNodeStates Count(PlanContext plan)
    {
        if (!plan.FromNodes)
            return OfPools(plan);
        // A conflict makes a node wrong, whatever else is true of it; so those are counted first.
        var conflicting = plan.Conflicts.Select(c => c.Node).ToHashSet();
        var (ipv4, ipv6) = (plan.Pod(IpFamily.IPv4), plan.Pod(IpFamily.IPv6));
        var (missing, wrong) = (0, conflicting.Count);
        foreach (var node in plan.Suspects)
        {
            if (conflicting.Contains(node))
                continue;
            if (node.HasUnreadable || node.HasTwoOfOneFamily || IsOutside(ipv4, node.Ipv4) || IsOutside(ipv6, node.Ipv6))
                wrong++;
            else if ((ipv4 is not null && node.Ipv4 is null) || (ipv6 is not null && node.Ipv6 is null))
                missing++;
        }

        return new PlanNodeStates(plan.Nodes.Count - missing - wrong, missing, wrong);
    }

    private static PlanNodeStates OfPools(PlanContext plan)
    {
        var missing =
            plan.Pools.Count == 0
                ? 0
                : plan.Pods.Select(p => p.Network.Family).Distinct().SelectMany(f => plan.Service(f).Unserved).Distinct().Count();
        return new PlanNodeStates(plan.Nodes.Count - missing, missing, 0);
    }

    private static bool IsOutside(IpNetwork? pods, IpNetwork? share) => pods is { } network && share is { } own && !network.Contains(own);
}
