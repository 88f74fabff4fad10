namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>A network, or an address as a network of one, and the node that it belongs to.</summary>
internal readonly record struct NodeNetwork(IpNetwork Network, NodeEntry Owner) : IComparable<NodeNetwork>
{
    /// <summary>By first address, the larger network first, then by the node's name: only ever compared within a family.</summary>
    public int CompareTo(NodeNetwork other)
    {
        var byAddress = Network.FirstValue.CompareTo(other.Network.FirstValue);
        if (byAddress != 0) return byAddress;
        var bySize = Network.PrefixLength.CompareTo(other.Network.PrefixLength);
        return bySize != 0 ? bySize : string.CompareOrdinal(Owner.Name, other.Owner.Name);
    }
}
