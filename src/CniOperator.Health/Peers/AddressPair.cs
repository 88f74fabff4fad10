using CniOperator.Health.Reports;

namespace CniOperator.Health.Peers;

/// <summary>What one pod or host has: an address of each family, or of one.</summary>
/// <param name="IPv4">The IPv4 address, or none.</param>
/// <param name="IPv6">The IPv6 address, or none.</param>
public readonly record struct AddressPair(PeerAddress IPv4, PeerAddress IPv6)
{
    /// <summary>The address of a family, or none.</summary>
    public PeerAddress this[AddressFamily family] => family == AddressFamily.IPv6 ? IPv6 : IPv4;

    /// <summary>There is at least one.</summary>
    public bool IsSome => IPv4.IsSome || IPv6.IsSome;

    /// <summary>The first of each family, as <c>status.podIPs</c> lists them; what is not an address is left out.</summary>
    public static AddressPair Of(IEnumerable<string> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var pair = default(AddressPair);
        foreach (var address in addresses.Select(PeerAddress.Of))
        {
            if (address.Family == AddressFamily.IPv4 && !pair.IPv4.IsSome)
                pair = pair with { IPv4 = address };
            else if (address.Family == AddressFamily.IPv6 && !pair.IPv6.IsSome)
                pair = pair with { IPv6 = address };
        }
        return pair;
    }
}
