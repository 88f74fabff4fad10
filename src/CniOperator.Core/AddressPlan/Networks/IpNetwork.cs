using System.Numerics;

namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>A network: a prefix and the addresses that begin with it (RFC 4632, RFC 4291). Bits beyond the prefix are zero.</summary>
public readonly record struct IpNetwork : IComparable<IpNetwork>
{
    /// <summary>The network of a prefix length around an address; bits beyond the prefix are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family has no such prefix length.</exception>
    public IpNetwork(IpAddress address, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, address.Family.Width());
        PrefixLength = (byte)prefixLength;
        Family = address.Family;
        FirstValue = address.Value & ~HostMask(Family, prefixLength);
    }

    /// <summary>Its family.</summary>
    public IpFamily Family { get; }

    /// <summary>How many bits all its addresses share.</summary>
    public byte PrefixLength { get; }

    /// <summary>Its lowest address, which names it.</summary>
    public IpAddress First => new(Family, FirstValue);

    /// <summary>Its highest address; for IPv4 the broadcast address.</summary>
    public IpAddress Last => new(Family, LastValue);

    internal UInt128 FirstValue { get; }

    internal UInt128 LastValue => FirstValue | HostMask(Family, PrefixLength);

    /// <summary>How many bits are left for hosts.</summary>
    public int HostBits => Family.Width() - PrefixLength;

    /// <summary>How many addresses it has: 1 to 2^128.</summary>
    public BigInteger AddressCount => BigInteger.One << HostBits;

    /// <summary>
    /// The lowest address that a host can have. IPv4's first address is the network's own except in /31 (RFC 3021) and /32; IPv6's is
    /// the routers' anycast address (RFC 4291, section 2.6.1) except in /127 (RFC 6164) and /128.
    /// </summary>
    public IpAddress FirstUsable => HostBits < 2 ? First : new(Family, FirstValue + 1);

    /// <summary>The highest address that a host can have: IPv4's last is the broadcast address (RFC 919), except in /31 and /32.</summary>
    public IpAddress LastUsable => HostBits < 2 || Family == IpFamily.IPv6 ? Last : new(Family, LastValue - 1);

    /// <summary>How many addresses hosts can have: from <see cref="FirstUsable"/> to <see cref="LastUsable"/>.</summary>
    public BigInteger UsableCount => HostBits < 2 ? AddressCount : AddressCount - (Family == IpFamily.IPv4 ? 2 : 1);

    /// <summary>True when the address lies in it.</summary>
    public bool Contains(IpAddress address) => address.Family == Family && address.Value >= FirstValue && address.Value <= LastValue;

    /// <summary>True when the whole of <paramref name="other"/> lies in it; each network contains itself.</summary>
    public bool Contains(IpNetwork other) =>
        other.Family == Family && other.PrefixLength >= PrefixLength && other.FirstValue >= FirstValue && other.FirstValue <= LastValue;

    /// <summary>True when they share an address: then one contains the other.</summary>
    public bool Overlaps(IpNetwork other) => Contains(other) || other.Contains(this);

    /// <summary>How many networks of a prefix length it is cut into; 0 when they would be larger than it.</summary>
    public BigInteger SubnetCount(int prefixLength) =>
        prefixLength < PrefixLength ? BigInteger.Zero : BigInteger.One << (prefixLength - PrefixLength);

    /// <summary>The network number <paramref name="index"/>, from 0, of those of a prefix length that it is cut into.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number, or prefix length.</exception>
    public IpNetwork Subnet(UInt128 index, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, Family.Width());
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Mask(prefixLength - PrefixLength));
        var shift = Family.Width() - prefixLength;
        return new IpNetwork(new IpAddress(Family, FirstValue | (shift == 128 ? UInt128.Zero : index << shift)), prefixLength);
    }

    /// <summary>The inverse of <see cref="Subnet"/>: in which of its networks of a prefix length an address lies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The address does not lie in it.</exception>
    public UInt128 IndexOf(IpAddress address, int prefixLength)
    {
        if (!Contains(address))
            throw new ArgumentOutOfRangeException(nameof(address), address, $"not in {this}");
        var shift = Family.Width() - prefixLength;
        return shift == 128 ? UInt128.Zero : (address.Value - FirstValue) >> shift;
    }

    /// <summary>By family, then first address, then the larger network first: whatever contains a network comes before it.</summary>
    public int CompareTo(IpNetwork other)
    {
        var byAddress = First.CompareTo(other.First);
        return byAddress != 0 ? byAddress : PrefixLength.CompareTo(other.PrefixLength);
    }

    /// <summary>In CIDR notation.</summary>
    public override string ToString() => $"{First}/{PrefixLength}";

    internal static UInt128 HostMask(IpFamily family, int prefixLength) => Mask(family.Width() - prefixLength);

    private static UInt128 Mask(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
