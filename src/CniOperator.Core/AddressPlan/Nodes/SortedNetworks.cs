namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Networks of one family in order; immutable. Whatever contains a network stands before it, and those that it contains behind it.</summary>
internal sealed class SortedNetworks
{
    private readonly NodeNetwork[] _items;

    private SortedNetworks(NodeNetwork[] items) => _items = items;

    internal static SortedNetworks Empty { get; } = new([]);

    internal ReadOnlySpan<NodeNetwork> Items => _items;

    /// <summary>The networks without those of some nodes and with others; the rest is copied, not sorted.</summary>
    internal SortedNetworks With(HashSet<NodeEntry> gone, List<NodeNetwork> added)
    {
        if (added.Count == 0 && gone.Count == 0) return this;
        added.Sort();
        if (_items.Length == 0) return new SortedNetworks([.. added]);
        var merged = new NodeNetwork[_items.Length + added.Count];
        var count = 0;
        var next = 0;
        foreach (ref readonly var item in _items.AsSpan())
        {
            if (gone.Count > 0 && gone.Contains(item.Owner)) continue;
            while (next < added.Count && added[next].CompareTo(item) < 0) merged[count++] = added[next++];
            merged[count++] = item;
        }

        while (next < added.Count) merged[count++] = added[next++];
        return new SortedNetworks(count == merged.Length ? merged : merged[..count]);
    }

    /// <summary>Those whose first address lies in <paramref name="network"/>: of single addresses, those in it.</summary>
    internal ReadOnlySpan<NodeNetwork> StartingIn(IpNetwork network)
    {
        var from = CountBelow(network.FirstValue, inclusive: false);
        return _items.AsSpan(from, CountBelow(network.LastValue, inclusive: true) - from);
    }

    private int CountBelow(UInt128 value, bool inclusive)
    {
        var (low, high) = (0, _items.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var first = _items[middle].Network.FirstValue;
            if (first < value || (inclusive && first == value)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
