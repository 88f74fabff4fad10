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

        FlagMeetings([.. shares.Where(s => s.Network is not null).Select(s => (s.Network!.Value, s.Flags)).OrderBy(s => s.Value)]);
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
    private static void FlagMeetings(List<(IpNetwork Network, SortedSet<ShareFlag> Flags)> ordered)
    {
        var open = new Stack<(IpNetwork Network, SortedSet<ShareFlag> Flags)>();
        foreach (var share in ordered)
        {
            while (open.TryPeek(out var outer) && !outer.Network.Contains(share.Network)) open.Pop();
            if (open.TryPeek(out var around))
            {
                var flag = around.Network == share.Network ? ShareFlag.Duplicate : ShareFlag.Overlap;
                around.Flags.Add(flag);
                share.Flags.Add(flag);
            }

            open.Push(share);
        }
    }
}
