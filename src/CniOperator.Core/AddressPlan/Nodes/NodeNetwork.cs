using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>
/// A network, or an address as a network of one, and the node that it belongs to. Fields and not an <see cref="IpNetwork"/>: half the
/// memory.
/// </summary>
internal readonly struct NodeNetwork : IComparable<NodeNetwork>
{
    private readonly UInt128 _first;
    private readonly IpFamily _family;
    private readonly byte _prefixLength;

    internal NodeNetwork(IpNetwork network, NodeEntry owner)
    {
        (_first, _family, _prefixLength) = (network.FirstValue, network.Family, network.PrefixLength);
        Owner = owner;
    }

    internal NodeEntry Owner { get; }

    internal IpFamily Family => _family;

    internal UInt128 FirstValue => _first;

    internal byte PrefixLength => _prefixLength;

    internal IpNetwork Network => new(new IpAddress(_family, _first), _prefixLength);

    internal UInt128 LastValue => _first | IpNetwork.HostMask(_family, _prefixLength);

    /// <summary>By first address, the larger network first, then by the node's name: only ever compared within a family.</summary>
    public int CompareTo(NodeNetwork other)
    {
        if (_first != other._first)
            return _first < other._first ? -1 : 1;
        if (_prefixLength != other._prefixLength)
            return _prefixLength < other._prefixLength ? -1 : 1;
        return ReferenceEquals(Owner, other.Owner) ? 0 : string.CompareOrdinal(Owner.Name, other.Owner.Name);
    }
}
