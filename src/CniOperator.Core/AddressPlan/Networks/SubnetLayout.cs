using System.Globalization;
using System.Numerics;
using System.Text;

namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>What there is to know about a network, for <c>plan --explain</c>.</summary>
/// <param name="Network">The network.</param>
public sealed record SubnetLayout(IpNetwork Network)
{
    /// <summary>The prefix as an address: <c>255.255.0.0</c>, <c>ffff:ffff::</c>.</summary>
    public IpAddress Netmask => new(Network.Family, AllOnes ^ Wildcard.Value);

    /// <summary>The bits of hosts as an address, as access lists of routers want it: <c>0.0.255.255</c>.</summary>
    public IpAddress Wildcard => new(Network.Family, Network.FirstValue ^ Network.LastValue);

    /// <summary>The lowest address.</summary>
    public IpAddress First => Network.First;

    /// <summary>The highest address; IPv4's broadcast address.</summary>
    public IpAddress Last => Network.Last;

    /// <summary>The lowest address that a host can have.</summary>
    public IpAddress FirstUsable => Network.FirstUsable;

    /// <summary>The highest address that a host can have.</summary>
    public IpAddress LastUsable => Network.LastUsable;

    /// <summary>How many addresses it has.</summary>
    public BigInteger Addresses => Network.AddressCount;

    /// <summary>How many of them hosts can have.</summary>
    public BigInteger Usable => Network.UsableCount;

    /// <summary>The part of the address space that it lies in.</summary>
    public AddressSpace Space => AddressSpaces.Of(Network);

    /// <summary>Its first address bit by bit: octets with dots, or groups of 16 bits with colons.</summary>
    public string Binary => Bits(Network.First);

    /// <summary>Its netmask bit by bit.</summary>
    public string NetmaskBinary => Bits(Netmask);

    private UInt128 AllOnes => Network.Family == IpFamily.IPv4 ? uint.MaxValue : UInt128.MaxValue;

    private static string Bits(IpAddress address)
    {
        var (group, separator) = address.Family == IpFamily.IPv4 ? (8, '.') : (16, ':');
        var digits = address.Value.ToString("b", CultureInfo.InvariantCulture).PadLeft(address.Family.Width(), '0');
        var text = new StringBuilder();
        for (var at = 0; at < digits.Length; at += group)
        {
            if (at > 0)
                text.Append(separator);
            text.Append(digits, at, group);
        }

        return text.ToString();
    }
}
