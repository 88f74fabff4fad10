using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>
/// The nodes with their networks read and sorted. Immutable; a change of one node makes the next index from this one and costs no
/// reading or sorting of the others, which are recognised by reference.
/// </summary>
public sealed class NodeIndex
{
    // As they were given, and by name.
    private readonly NodeEntry[] _given;
    private readonly NodeEntry[] _byName;
    private readonly PerFamily _shares;
    private readonly PerFamily _addresses;
    private readonly Lazy<IReadOnlyList<PlanNode>> _nodes;

    private NodeIndex(NodeEntry[] given, NodeEntry[] byName, PerFamily shares, PerFamily addresses)
    {
        (_given, _byName, _shares, _addresses) = (given, byName, shares, addresses);
        _nodes = new Lazy<IReadOnlyList<PlanNode>>(() => Array.ConvertAll(byName, e => e.Node));
    }

    /// <summary>No nodes.</summary>
    public static NodeIndex Empty { get; } = new([], [], PerFamily.Empty, PerFamily.Empty);

    /// <summary>The nodes by name, in ordinal order.</summary>
    public IReadOnlyList<PlanNode> Nodes => _nodes.Value;

    /// <summary>How many nodes there are.</summary>
    public int Count => _byName.Length;

    internal ReadOnlySpan<NodeEntry> Entries => _byName;

    /// <summary>The index of <paramref name="nodes"/>, made from this one.</summary>
    /// <param name="nodes">
    /// All nodes, in any order, each once; those that did not change are the same instances as before. In the order of the last time it
    /// is fastest.
    /// </param>
    public NodeIndex With(IEnumerable<PlanNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var change = NodeChange.Between(_given, nodes);
        if (change.IsNone)
            return this;
        return new NodeIndex(
            change.Now,
            SortedEntries.With(_byName, change.Gone, change.Added),
            _shares.With(NetworkBatch.Shares(change.Gone), NetworkBatch.Shares(change.Added)),
            _addresses.With(NetworkBatch.Addresses(change.Gone), NetworkBatch.Addresses(change.Added))
        );
    }

    /// <summary>The shares of one family.</summary>
    internal SortedNetworks Shares(IpFamily family) => _shares.Of(family);

    /// <summary>Internal and external addresses of one family, each as a network of one address; unreadable ones are left out.</summary>
    internal SortedNetworks Addresses(IpFamily family) => _addresses.Of(family);
}
