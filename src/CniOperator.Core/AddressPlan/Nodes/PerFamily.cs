namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Nodes' networks by family.</summary>
internal sealed record PerFamily(SortedNetworks Ipv4, SortedNetworks Ipv6)
{
    internal static PerFamily Empty { get; } = new(SortedNetworks.Empty, SortedNetworks.Empty);

    internal SortedNetworks Of(IpFamily family) => family == IpFamily.IPv4 ? Ipv4 : Ipv6;

    internal PerFamily With(HashSet<NodeEntry> gone, List<NodeEntry> added, Action<NodeEntry, IpFamily, List<NodeNetwork>> networksOf)
    {
        return new PerFamily(Next(IpFamily.IPv4), Next(IpFamily.IPv6));

        SortedNetworks Next(IpFamily family)
        {
            var networks = new List<NodeNetwork>(added.Count);
            foreach (var node in added) networksOf(node, family, networks);
            return Of(family).With(gone, networks);
        }
    }
}
