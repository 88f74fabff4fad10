using System.Buffers.Binary;
using System.Net;

namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>An address as a number, so that networks can be computed with; it costs no allocation.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Value">Its bits; of IPv4 the lower 32.</param>
public readonly record struct IpAddress(IpFamily Family, UInt128 Value) : IComparable<IpAddress>
{
    /// <summary>By family, then by number.</summary>
    public int CompareTo(IpAddress other) => Family != other.Family ? Family.CompareTo(other.Family) : Value.CompareTo(other.Value);

    /// <summary>As people write it: dotted decimal, or RFC 5952.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(Family == IpFamily.IPv4 ? bytes[12..] : bytes).ToString();
    }
}
