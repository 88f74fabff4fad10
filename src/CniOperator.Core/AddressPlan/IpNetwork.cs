namespace CniOperator.Core.AddressPlan;

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

    /// <summary>True when the address lies in it.</summary>
    public bool Contains(IpAddress address) => address.Family == Family && address.Value >= FirstValue && address.Value <= LastValue;

    /// <summary>True when the whole of <paramref name="other"/> lies in it; each network contains itself.</summary>
    public bool Contains(IpNetwork other) => other.Family == Family && other.PrefixLength >= PrefixLength && other.FirstValue >= FirstValue && other.FirstValue <= LastValue;

    /// <summary>True when they share an address: then one contains the other.</summary>
    public bool Overlaps(IpNetwork other) => Contains(other) || other.Contains(this);

    /// <summary>By family, then first address, then the larger network first: whatever contains a network comes before it.</summary>
    public int CompareTo(IpNetwork other)
    {
        var byAddress = First.CompareTo(other.First);
        return byAddress != 0 ? byAddress : PrefixLength.CompareTo(other.PrefixLength);
    }

    /// <summary>In CIDR notation.</summary>
    public override string ToString() => $"{First}/{PrefixLength}";

    private static UInt128 HostMask(IpFamily family, int prefixLength)
    {
        var bits = family.Width() - prefixLength;
        return bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
    }
}
