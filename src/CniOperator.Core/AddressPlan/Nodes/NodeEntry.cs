using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>
/// A node with its podCIDRs read; made once for each <see cref="PlanNode"/> and shared by every index that has it. Numbers and not
/// networks, and no list of addresses: there may be 65,536 of these.
/// </summary>
internal sealed class NodeEntry
{
    private const byte None = byte.MaxValue;

    private readonly UInt128 _first6;
    private readonly uint _first4;
    private readonly byte _prefix4 = None;
    private readonly byte _prefix6 = None;

    internal NodeEntry(PlanNode node)
    {
        Node = node;
        foreach (var text in node.PodCidrs)
        {
            if (!CidrText.TryRead(text, out var network))
                HasUnreadable = true;
            else if (network.Family == IpFamily.IPv4 && _prefix4 == None)
                (_first4, _prefix4) = ((uint)network.FirstValue, network.PrefixLength);
            else if (network.Family == IpFamily.IPv6 && _prefix6 == None)
                (_first6, _prefix6) = (network.FirstValue, network.PrefixLength);
            else
                HasTwoOfOneFamily = true;
        }

        foreach (var text in node.Addresses)
        {
            if (!AddressText.TryRead(text, out var address))
                continue;
            if (address.Family == IpFamily.IPv4)
                HasIpv4Address = true;
            else
                HasIpv6Address = true;
        }
    }

    internal PlanNode Node { get; }

    internal string Name => Node.Name;

    /// <summary>Its share of the IPv4 pod network; the first when it has more, which the API server refuses.</summary>
    internal IpNetwork? Ipv4 => _prefix4 == None ? null : new IpNetwork(new IpAddress(IpFamily.IPv4, _first4), _prefix4);

    /// <summary>Its share of the IPv6 pod network.</summary>
    internal IpNetwork? Ipv6 => _prefix6 == None ? null : new IpNetwork(new IpAddress(IpFamily.IPv6, _first6), _prefix6);

    internal bool HasUnreadable { get; }

    internal bool HasTwoOfOneFamily { get; }

    internal bool HasIpv4Address { get; }

    internal bool HasIpv6Address { get; }
}
