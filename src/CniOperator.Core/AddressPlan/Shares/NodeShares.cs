using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>Puts each node's subnets next to the pod network, for code that shows who has what; in n log n.</summary>
public static class NodeShares
{
    /// <summary>Every subnet of every node, and an entry for each that is missing; by node, in the index's order.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="networks">Pod network and node mask, one a family.</param>
    public static IReadOnlyList<NodeShare> Of(NodeIndex nodes, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks)
    {
        var conflicts = ShareSweep
            .Run(nodes.Shares(IpFamily.IPv4))
            .Concat(ShareSweep.Run(nodes.Shares(IpFamily.IPv6)))
            .ToLookup(c => (c.Node, c.Share), c => c.IsDuplicate ? ShareFlag.Duplicate : ShareFlag.Overlap);
        var shares = new List<NodeShare>(nodes.Count);
        foreach (var entry in nodes.Entries)
        {
            foreach (var text in entry.Node.PodCidrs)
            {
                IpNetwork? network = CidrText.TryRead(text, out var read) ? read : null;
                var flags = network is { } share ? Flags(share, networks).Concat(conflicts[(entry, share)]) : [ShareFlag.Unreadable];
                shares.Add(new NodeShare(entry.Node, text, network, [.. flags.Distinct().Order()]));
            }

            foreach (var (pods, _) in networks)
                if ((pods.Family == IpFamily.IPv4 ? entry.Ipv4 : entry.Ipv6) is null)
                    shares.Add(new NodeShare(entry.Node, "", null, [ShareFlag.Missing]));
        }

        return shares;
    }

    private static IEnumerable<ShareFlag> Flags(IpNetwork share, IReadOnlyList<(IpNetwork Pods, int NodeMask)> networks)
    {
        var own = networks.Where(n => n.Pods.Family == share.Family).ToList();
        if (!own.Exists(n => n.Pods.Contains(share)))
            yield return ShareFlag.Outside;
        if (own.Count > 0 && !own.Exists(n => n.NodeMask == share.PrefixLength))
            yield return ShareFlag.Mask;
    }
}
