using static CniOperator.Core.AddressPlan.Networks.SpaceUse;

namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>
/// IANA's registries of special-purpose addresses (RFC 6890 and its updates; iana-ipv4-special-registry, iana-ipv6-special-registry) and
/// of IPv6's address space, as far as they matter for planning a network.
/// </summary>
public static class AddressSpaces
{
    /// <summary>The registered parts; one can lie in another.</summary>
    public static IReadOnlyList<AddressSpace> All { get; } =
    [
        V4(0, 0, 0, 0, 8, "\"this network\"", Impossible, "RFC 791, section 3.2"),
        V4(10, 0, 0, 0, 8, "private", Private, "RFC 1918"),
        V4(100, 64, 0, 0, 10, "shared space of providers' NAT", Unwise, "RFC 6598"),
        V4(127, 0, 0, 0, 8, "loopback", Impossible, "RFC 1122, section 3.2.1.3"),
        V4(169, 254, 0, 0, 16, "link-local", Impossible, "RFC 3927"),
        V4(172, 16, 0, 0, 12, "private", Private, "RFC 1918"),
        V4(192, 0, 0, 0, 24, "IETF protocol assignments", Unwise, "RFC 6890, section 2.1"),
        V4(192, 0, 2, 0, 24, "documentation", Unwise, "RFC 5737"),
        V4(192, 31, 196, 0, 24, "AS112 name servers", Unwise, "RFC 7535"),
        V4(192, 52, 193, 0, 24, "automatic multicast tunnels", Unwise, "RFC 7450"),
        V4(192, 88, 99, 0, 24, "6to4 relays (deprecated)", Unwise, "RFC 7526"),
        V4(192, 168, 0, 0, 16, "private", Private, "RFC 1918"),
        V4(192, 175, 48, 0, 24, "AS112 name servers", Unwise, "RFC 7534"),
        V4(198, 18, 0, 0, 15, "benchmarks", Unwise, "RFC 2544"),
        V4(198, 51, 100, 0, 24, "documentation", Unwise, "RFC 5737"),
        V4(203, 0, 113, 0, 24, "documentation", Unwise, "RFC 5737"),
        V4(224, 0, 0, 0, 4, "multicast", Impossible, "RFC 5771"),
        // Linux routes it, and some clouds hand it to pods; Windows and most routers drop it.
        V4(240, 0, 0, 0, 4, "reserved", Unwise, "RFC 1112, section 4"),
        V4(255, 255, 255, 255, 32, "limited broadcast", Impossible, "RFC 919, section 7"),
        V6(0, 0, 128, "unspecified", Impossible, "RFC 4291, section 2.5.2"),
        V6(0, 1, 128, "loopback", Impossible, "RFC 4291, section 2.5.3"),
        V6(0, 0x0000_ffff_0000_0000, 96, "IPv4-mapped", Impossible, "RFC 4291, section 2.5.5.2"),
        V6(0x0064_ff9b_0000_0000, 0, 96, "translation to IPv4 (NAT64)", Unwise, "RFC 6052"),
        V6(0x0064_ff9b_0001_0000, 0, 48, "local translation to IPv4", Unwise, "RFC 8215"),
        V6(0x0100_0000_0000_0000, 0, 64, "discard-only", Unwise, "RFC 6666"),
        V6(0x0100_0000_0000_0001, 0, 64, "dummy prefix", Unwise, "RFC 9780"),
        V6(0x2000_0000_0000_0000, 0, 3, "global unicast", Public, "RFC 4291, section 2.5.4"),
        V6(0x2001_0000_0000_0000, 0, 23, "IETF protocol assignments", Unwise, "RFC 2928"),
        V6(0x2001_0000_0000_0000, 0, 32, "Teredo tunnels", Unwise, "RFC 4380"),
        V6(0x2001_0002_0000_0000, 0, 48, "benchmarks", Unwise, "RFC 5180"),
        V6(0x2001_0020_0000_0000, 0, 28, "ORCHIDv2", Unwise, "RFC 7343"),
        V6(0x2001_0db8_0000_0000, 0, 32, "documentation", Unwise, "RFC 3849"),
        V6(0x2002_0000_0000_0000, 0, 16, "6to4 tunnels", Unwise, "RFC 3056"),
        V6(0x3fff_0000_0000_0000, 0, 20, "documentation", Unwise, "RFC 9637"),
        V6(0x5f00_0000_0000_0000, 0, 16, "segment identifiers of SRv6", Unwise, "RFC 9602"),
        V6(0xfc00_0000_0000_0000, 0, 7, "private (unique local)", Private, "RFC 4193"),
        V6(0xfe80_0000_0000_0000, 0, 10, "link-local", Impossible, "RFC 4291, section 2.5.6"),
        V6(0xfec0_0000_0000_0000, 0, 10, "site-local (deprecated)", Unwise, "RFC 3879"),
        V6(0xff00_0000_0000_0000, 0, 8, "multicast", Impossible, "RFC 4291, section 2.7"),
    ];

    private static AddressSpace PublicIpv4 { get; } = V4(0, 0, 0, 0, 0, "public", Public, "IANA's IPv4 address space registry");

    private static AddressSpace UnassignedIpv6 { get; } = V6(0, 0, 0, "reserved by the IETF", Unwise, "RFC 4291, section 2.4");

    /// <summary>The smallest part that a network lies in; public or unassigned space when it is in no registered one.</summary>
    public static AddressSpace Of(IpNetwork network)
    {
        var found = network.Family == IpFamily.IPv4 ? PublicIpv4 : UnassignedIpv6;
        foreach (var space in All)
            if (space.Network.PrefixLength > found.Network.PrefixLength && space.Network.Contains(network))
                found = space;
        return found;
    }

    private static AddressSpace V4(byte a, byte b, byte c, byte d, int prefixLength, string name, SpaceUse use, string source) =>
        new(
            new IpNetwork(new IpAddress(IpFamily.IPv4, ((uint)a << 24) | ((uint)b << 16) | ((uint)c << 8) | d), prefixLength),
            name,
            use,
            source
        );

    private static AddressSpace V6(ulong upper, ulong lower, int prefixLength, string name, SpaceUse use, string source) =>
        new(new IpNetwork(new IpAddress(IpFamily.IPv6, new UInt128(upper, lower)), prefixLength), name, use, source);
}
