namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>Counts nodes by how far they are with their share.</summary>
internal static class NodeStateCounter
{
    internal static PlanNodeStates Count(PlanContext plan)
    {
        if (!plan.FromNodes) return new PlanNodeStates(plan.Nodes.Count, 0, 0);
        var conflicting = plan.Conflicts.Select(c => c.Node.Name).ToHashSet(StringComparer.Ordinal);
        var (ipv4, ipv6) = (plan.Pod(IpFamily.IPv4), plan.Pod(IpFamily.IPv6));
        var (allocated, missing, wrong) = (0, 0, 0);
        foreach (var node in plan.Nodes.Entries)
        {
            if (node.HasUnreadable || node.HasTwoOfOneFamily || IsOutside(ipv4, node.Ipv4) || IsOutside(ipv6, node.Ipv6) || (conflicting.Count > 0 && conflicting.Contains(node.Name))) wrong++;
            else if ((ipv4 is not null && node.Ipv4 is null) || (ipv6 is not null && node.Ipv6 is null)) missing++;
            else allocated++;
        }

        return new PlanNodeStates(allocated, missing, wrong);
    }

    private static bool IsOutside(IpNetwork? pods, IpNetwork? share) => pods is { } network && share is { } own && !network.Contains(own);
}
