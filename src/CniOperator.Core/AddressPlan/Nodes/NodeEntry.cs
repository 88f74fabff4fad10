namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>A node with its podCIDRs read; made once for each <see cref="PlanNode"/> and shared by every index that has it.</summary>
internal sealed class NodeEntry
{
    internal NodeEntry(PlanNode node)
    {
        Node = node;
        foreach (var text in node.PodCidrs)
        {
            if (!CidrText.TryRead(text, out var network)) HasUnreadable = true;
            else if (network.Family == IpFamily.IPv4 ? Ipv4 is null : Ipv6 is null) Set(network);
            else HasTwoOfOneFamily = true;
        }

        var addresses = new List<IpAddress>(node.Addresses.Count);
        foreach (var text in node.Addresses)
            if (AddressText.TryRead(text, out var address))
                addresses.Add(address);
        Addresses = [.. addresses];
        HasIpv4Address = addresses.Exists(a => a.Family == IpFamily.IPv4);
        HasIpv6Address = addresses.Exists(a => a.Family == IpFamily.IPv6);
    }

    internal PlanNode Node { get; }

    internal string Name => Node.Name;

    /// <summary>Its share of the IPv4 pod network; the first when it has more, which the API server refuses.</summary>
    internal IpNetwork? Ipv4 { get; private set; }

    /// <summary>Its share of the IPv6 pod network.</summary>
    internal IpNetwork? Ipv6 { get; private set; }

    internal bool HasUnreadable { get; }

    internal bool HasTwoOfOneFamily { get; }

    /// <summary>Its addresses that can be read.</summary>
    internal IpAddress[] Addresses { get; }

    internal bool HasIpv4Address { get; }

    internal bool HasIpv6Address { get; }

    internal IpNetwork? Share(IpFamily family) => family == IpFamily.IPv4 ? Ipv4 : Ipv6;

    private void Set(IpNetwork network)
    {
        if (network.Family == IpFamily.IPv4) Ipv4 = network;
        else Ipv6 = network;
    }
}
