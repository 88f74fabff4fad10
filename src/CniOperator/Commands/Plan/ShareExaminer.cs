using CniOperator.Core.AddressPlan;

namespace CniOperator.Commands.Plan;

/// <summary>Puts nodes' subnets beside the pod network, so that a table can show each node's state; in n log n.</summary>
internal static class ShareExaminer
{
    /// <param name="nodes">The nodes, in the order in which the shares are wanted.</param>
    /// <param name="families">Pod network and node mask, one a family.</param>
    public static IReadOnlyList<NodeShare> Examine(IEnumerable<PlanNode> nodes, IReadOnlyList<(IpNetwork Pods, int NodeMask)> families)
    {
        var shares = new List<(PlanNode Node, string Written, IpNetwork? Network, SortedSet<ShareFlag> Flags)>();
        foreach (var node in nodes)
        {
            var networks = node.PodCidrs.Select(text => (Text: text, Network: TypedNetworks.Find(text))).ToList();
            shares.AddRange(networks.Select(n => (node, n.Text, n.Network, Flags(n.Network, families))));
            foreach (var _ in families.Where(f => !networks.Exists(n => n.Network?.Family == f.Pods.Family)))
                shares.Add((node, "", null, [ShareFlag.Missing]));
        }

        FlagMeetings(shares.Where(s => s.Network is not null).GroupBy(s => s.Network!.Value, s => s.Flags).OrderBy(g => g.Key));
        return [.. shares.Select(s => new NodeShare(s.Node, s.Written, s.Network, [.. s.Flags]))];
    }

    private static SortedSet<ShareFlag> Flags(IpNetwork? network, IReadOnlyList<(IpNetwork Pods, int NodeMask)> families)
    {
        if (network is not { } share) return [ShareFlag.Unreadable];
        var flags = new SortedSet<ShareFlag>();
        var own = families.Where(f => f.Pods.Family == share.Family).ToList();
        if (!own.Exists(f => f.Pods.Contains(share))) flags.Add(ShareFlag.Outside);
        if (own.Count > 0 && own.TrueForAll(f => f.NodeMask != share.PrefixLength)) flags.Add(ShareFlag.Mask);
        return flags;
    }

    // In their order whatever contains a network comes before it, and networks either nest or are apart.
    private static void FlagMeetings(IEnumerable<IGrouping<IpNetwork, SortedSet<ShareFlag>>> ordered)
    {
        var around = new Stack<IGrouping<IpNetwork, SortedSet<ShareFlag>>>();
        foreach (var share in ordered)
        {
            if (share.Skip(1).Any()) Flag(share, ShareFlag.Duplicate);
            while (around.TryPeek(out var outer) && !outer.Key.Contains(share.Key)) around.Pop();
            if (around.TryPeek(out var container))
            {
                Flag(container, ShareFlag.Overlap);
                Flag(share, ShareFlag.Overlap);
            }

            around.Push(share);
        }
    }

    private static void Flag(IEnumerable<SortedSet<ShareFlag>> shares, ShareFlag flag)
    {
        foreach (var flags in shares) flags.Add(flag);
    }
}
