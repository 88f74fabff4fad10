namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Nodes' networks by family.</summary>
internal sealed record PerFamily(SortedNetworks Ipv4, SortedNetworks Ipv6)
{
    internal static PerFamily Empty { get; } = new(SortedNetworks.Empty, SortedNetworks.Empty);

    internal SortedNetworks Of(IpFamily family) => family == IpFamily.IPv4 ? Ipv4 : Ipv6;

    internal PerFamily With(List<NodeEntry> gone, List<NodeEntry> added, Action<NodeEntry, IpFamily, List<NodeNetwork>> networksOf)
    {
        return new PerFamily(Next(IpFamily.IPv4), Next(IpFamily.IPv6));

        SortedNetworks Next(IpFamily family) => Of(family).With(Networks(gone, family), Networks(added, family));

        NodeNetwork[] Networks(List<NodeEntry> nodes, IpFamily family)
        {
            if (nodes.Count == 0) return [];
            var networks = new List<NodeNetwork>(nodes.Count);
            foreach (var node in nodes) networksOf(node, family, networks);
            return networks.ToArray();
        }
    }
}
