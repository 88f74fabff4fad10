using System.Buffers.Binary;
using System.Net;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Peers;

/// <summary>An IP address that needs no allocation; the default value is none.</summary>
/// <param name="Bits">The address as a number; of IPv4 the low 32 bits.</param>
/// <param name="Family">Its family; 0 for none.</param>
public readonly record struct PeerAddress(UInt128 Bits, AddressFamily Family)
{
    /// <summary>No address.</summary>
    public static PeerAddress None => default;

    /// <summary>There is one.</summary>
    public bool IsSome => Family is AddressFamily.IPv4 or AddressFamily.IPv6;

    /// <summary>Reads an address of the framework; IPv4 inside IPv6, as sockets for both give it, is IPv4.</summary>
    public static PeerAddress Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (length == 4)
            return new PeerAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), AddressFamily.IPv4);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return bits >> 32 == 0xFFFF ? new PeerAddress((uint)bits, AddressFamily.IPv4) : new PeerAddress(bits, AddressFamily.IPv6);
    }

    /// <summary>Reads text; <see cref="None"/> for what is not an address.</summary>
    public static PeerAddress Of(string? text) => IPAddress.TryParse(text, out var address) ? Of(address) : None;

    /// <summary>As the framework has it; <see cref="IPAddress.None"/> for none.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return Family switch
        {
            AddressFamily.IPv4 => new IPAddress(bytes[12..]),
            AddressFamily.IPv6 => new IPAddress(bytes),
            _ => IPAddress.None,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => IsSome ? ToIPAddress().ToString() : "";
}
