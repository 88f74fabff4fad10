using System.Numerics;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>What is left of a pod network.</summary>
/// <param name="Blocks">The node subnets that touch no other, as the fewest networks that hold them and nothing else; in order.</param>
/// <param name="Subnets">How many node subnets those are.</param>
public sealed record FreeBlocks(IReadOnlyList<IpNetwork> Blocks, BigInteger Subnets)
{
    /// <summary>What nodes leave of a pod network; in n log n.</summary>
    /// <param name="pods">The pod network of one family.</param>
    /// <param name="nodeMask">The prefix length of a node's share; not below the pod network's.</param>
    /// <param name="taken">What nodes have, in any order, of any size; networks elsewhere do not count.</param>
    public static FreeBlocks Of(IpNetwork pods, int nodeMask, IEnumerable<IpNetwork> taken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeMask, pods.PrefixLength);
        var blocks = new List<IpNetwork>();
        var subnets = BigInteger.Zero;
        var last = pods.IndexOf(pods.Last, nodeMask);
        UInt128 next = 0;
        // In this order whatever contains a network comes first, so that ends never go down for long.
        foreach (var network in taken.Where(pods.Overlaps).Order())
        {
            var from = network.Contains(pods) ? 0 : pods.IndexOf(network.First, nodeMask);
            var to = network.Contains(pods) ? last : pods.IndexOf(network.Last, nodeMask);
            if (from > next)
                Add(next, from - 1);
            if (to == last)
                return new FreeBlocks(blocks, subnets);
            next = UInt128.Max(next, to + 1);
        }

        Add(next, last);
        return new FreeBlocks(blocks, subnets);

        void Add(UInt128 from, UInt128 to)
        {
            subnets += (BigInteger)(to - from) + 1;
            for (var at = from; ; )
            {
                var bits = LargestBlock(at, to);
                blocks.Add(new IpNetwork(pods.Subnet(at, nodeMask).First, nodeMask - bits));
                var end = bits == 128 ? UInt128.MaxValue : at + (UInt128.One << bits) - 1;
                if (end == to)
                    return;
                at = end + 1;
            }
        }
    }

    /// <summary>
    /// The largest power of two that starts at <paramref name="from"/> on a multiple of itself and ends by <paramref name="to"/>.
    /// </summary>
    private static int LargestBlock(UInt128 from, UInt128 to)
    {
        var aligned = (int)UInt128.TrailingZeroCount(from);
        var room = to - from;
        var fits = room == UInt128.MaxValue ? 128 : (int)UInt128.Log2(room + 1);
        return Math.Min(aligned, fits);
    }
}
