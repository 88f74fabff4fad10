using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Nodes' networks by family.</summary>
internal sealed record PerFamily(SortedNetworks Ipv4, SortedNetworks Ipv6)
{
    internal static PerFamily Empty { get; } = new(SortedNetworks.Empty, SortedNetworks.Empty);

    internal SortedNetworks Of(IpFamily family) => family == IpFamily.IPv4 ? Ipv4 : Ipv6;

    internal PerFamily With(NetworkBatch gone, NetworkBatch added) =>
        new(Ipv4.With(gone.Ipv4, added.Ipv4), Ipv6.With(gone.Ipv6, added.Ipv6));
}
