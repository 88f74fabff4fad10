using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan;

/// <summary>
/// The nodes with their networks read and sorted. Immutable; a change of one node makes the next index from this one and costs no
/// reading or sorting of the others, which are recognised by reference.
/// </summary>
public sealed class NodeIndex
{
    private readonly NodeEntry[] _entries;
    private readonly PerFamily _shares;
    private readonly PerFamily _addresses;
    private readonly Lazy<IReadOnlyList<PlanNode>> _nodes;

    private NodeIndex(NodeEntry[] entries, PerFamily shares, PerFamily addresses)
    {
        (_entries, _shares, _addresses) = (entries, shares, addresses);
        _nodes = new Lazy<IReadOnlyList<PlanNode>>(() => Array.ConvertAll(entries, e => e.Node));
    }

    /// <summary>No nodes.</summary>
    public static NodeIndex Empty { get; } = new([], PerFamily.Empty, PerFamily.Empty);

    /// <summary>The nodes by name, in ordinal order.</summary>
    public IReadOnlyList<PlanNode> Nodes => _nodes.Value;

    /// <summary>How many nodes there are.</summary>
    public int Count => _entries.Length;

    internal ReadOnlySpan<NodeEntry> Entries => _entries;

    /// <summary>The index of <paramref name="nodes"/>, made from this one.</summary>
    /// <param name="nodes">All nodes, in any order; those that did not change are the same instances as before.</param>
    public NodeIndex With(IEnumerable<PlanNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var known = Positions();
        var kept = new bool[_entries.Length];
        var added = new List<NodeEntry>();
        foreach (var node in nodes)
        {
            if (known.TryGetValue(node, out var position)) kept[position] = true;
            else added.Add(new NodeEntry(node));
        }

        var gone = new HashSet<NodeEntry>();
        for (var i = 0; i < kept.Length; i++)
            if (!kept[i])
                gone.Add(_entries[i]);
        return added.Count == 0 && gone.Count == 0
            ? this
            : new NodeIndex(Merge(kept, gone.Count, added), _shares.With(gone, added, AddShares), _addresses.With(gone, added, AddAddresses));
    }

    /// <summary>The shares of one family.</summary>
    internal SortedNetworks Shares(IpFamily family) => _shares.Of(family);

    /// <summary>Internal and external addresses of one family, each as a network of one address; unreadable ones are left out.</summary>
    internal SortedNetworks Addresses(IpFamily family) => _addresses.Of(family);

    private static void AddShares(NodeEntry node, IpFamily family, List<NodeNetwork> to)
    {
        if (node.Share(family) is { } share) to.Add(new NodeNetwork(share, node));
    }

    private static void AddAddresses(NodeEntry node, IpFamily family, List<NodeNetwork> to)
    {
        foreach (var address in node.Addresses)
            if (address.Family == family)
                to.Add(new NodeNetwork(new IpNetwork(address, family.Width()), node));
    }

    private Dictionary<PlanNode, int> Positions()
    {
        var positions = new Dictionary<PlanNode, int>(_entries.Length, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < _entries.Length; i++) positions[_entries[i].Node] = i;
        return positions;
    }

    private NodeEntry[] Merge(bool[] kept, int gone, List<NodeEntry> added)
    {
        added.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        if (_entries.Length == gone) return [.. added];
        var merged = new NodeEntry[_entries.Length - gone + added.Count];
        var (count, next) = (0, 0);
        for (var i = 0; i < kept.Length; i++)
        {
            if (!kept[i]) continue;
            while (next < added.Count && string.CompareOrdinal(added[next].Name, _entries[i].Name) < 0) merged[count++] = added[next++];
            merged[count++] = _entries[i];
        }

        while (next < added.Count) merged[count++] = added[next++];
        return merged;
    }
}
