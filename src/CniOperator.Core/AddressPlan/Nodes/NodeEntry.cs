namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>A node with its podCIDRs read; made once for each <see cref="PlanNode"/> and shared by every index that has it.</summary>
internal sealed class NodeEntry
{
    private IpNetwork? _ipv4;
    private IpNetwork? _ipv6;

    internal NodeEntry(PlanNode node)
    {
        Node = node;
        foreach (var text in node.PodCidrs)
        {
            if (!CidrText.TryRead(text, out var network)) HasUnreadable = true;
            else if (network.Family == IpFamily.IPv4 ? Ipv4 is null : Ipv6 is null) Set(network);
            else HasTwoOfOneFamily = true;
        }

        Addresses = new IpAddress[node.Addresses.Count];
        var count = 0;
        foreach (var text in node.Addresses)
        {
            if (!AddressText.TryRead(text, out var address)) continue;
            Addresses[count++] = address;
            if (address.Family == IpFamily.IPv4) HasIpv4Address = true;
            else HasIpv6Address = true;
        }

        if (count < Addresses.Length) Addresses = Addresses[..count];
    }

    internal PlanNode Node { get; }

    internal string Name => Node.Name;

    /// <summary>Its share of the IPv4 pod network; the first when it has more, which the API server refuses.</summary>
    internal ref readonly IpNetwork? Ipv4 => ref _ipv4;

    /// <summary>Its share of the IPv6 pod network.</summary>
    internal ref readonly IpNetwork? Ipv6 => ref _ipv6;

    internal bool HasUnreadable { get; }

    internal bool HasTwoOfOneFamily { get; }

    /// <summary>Its addresses that can be read.</summary>
    internal IpAddress[] Addresses { get; }

    internal bool HasIpv4Address { get; }

    internal bool HasIpv6Address { get; }

    internal IpNetwork? Share(IpFamily family) => family == IpFamily.IPv4 ? Ipv4 : Ipv6;

    private void Set(IpNetwork network)
    {
        if (network.Family == IpFamily.IPv4) _ipv4 = network;
        else _ipv6 = network;
    }
}
