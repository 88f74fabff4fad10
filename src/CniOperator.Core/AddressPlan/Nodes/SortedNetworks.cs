using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>
/// Networks of one family in order; immutable. Whatever contains a network stands before it, and those that it contains behind it.
/// </summary>
internal sealed class SortedNetworks
{
    private readonly NodeNetwork[] _items;

    private SortedNetworks(NodeNetwork[] items) => _items = items;

    internal static SortedNetworks Empty { get; } = new([]);

    internal ReadOnlySpan<NodeNetwork> Items => _items;

    /// <summary>The networks without some and with others. Each of those is looked up; what lies between is copied as it is.</summary>
    internal SortedNetworks With(NodeNetwork[] gone, NodeNetwork[] added)
    {
        if (added.Length == 0 && gone.Length == 0)
            return this;
        Sort(added);
        if (_items.Length == 0)
            return new SortedNetworks(added);
        var holes = Array.ConvertAll(gone, network => _items.AsSpan().BinarySearch(network));
        Array.Sort(holes);
        return Merge(holes, added);
    }

    private SortedNetworks Merge(int[] holes, NodeNetwork[] added)
    {
        var merged = new NodeNetwork[_items.Length - holes.Length + added.Length];
        var (from, hole, count) = (0, 0, 0);
        foreach (var network in added)
        {
            var at = _items.AsSpan().BinarySearch(network);
            CopyUpTo(at < 0 ? ~at : at);
            merged[count++] = network;
        }

        CopyUpTo(_items.Length);
        return new SortedNetworks(merged);

        void CopyUpTo(int to)
        {
            for (; hole < holes.Length && holes[hole] < to; hole++)
            {
                Copy(holes[hole]);
                from++;
            }

            Copy(to);
        }

        void Copy(int to)
        {
            if (to <= from)
                return;
            _items.AsSpan(from, to - from).CopyTo(merged.AsSpan(count));
            count += to - from;
            from = to;
        }
    }

    /// <summary>Those whose first address lies in <paramref name="network"/>: of single addresses, those in it.</summary>
    internal ReadOnlySpan<NodeNetwork> StartingIn(IpNetwork network)
    {
        var from = CountBelow(network.FirstValue, inclusive: false);
        return _items.AsSpan(from, CountBelow(network.LastValue, inclusive: true) - from);
    }

    /// <summary>
    /// By the 64 bits from the first one in which any two differ, which are a plain number; those few that are equal there then by the
    /// rest.
    /// </summary>
    private static void Sort(NodeNetwork[] networks)
    {
        if (networks.Length < 2)
            return;
        UInt128 differing = 0;
        foreach (ref readonly var network in networks.AsSpan())
            differing |= network.FirstValue ^ networks[0].FirstValue;
        var shift = Math.Max(0, 64 - (int)UInt128.LeadingZeroCount(differing));
        var keys = new ulong[networks.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (ulong)((networks[i].FirstValue >> shift) & ulong.MaxValue);
        Array.Sort(keys, networks);
        for (var from = 0; from < keys.Length - 1; )
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
                to++;
            if (to - from > 1)
                Array.Sort(networks, from, to - from);
            from = to;
        }
    }

    private int CountBelow(UInt128 value, bool inclusive)
    {
        var (low, high) = (0, _items.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var first = _items[middle].FirstValue;
            if (first < value || (inclusive && first == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
