using System.Buffers.Binary;
using System.Text;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>Reads a body from its start. What is not there reads as zero and sets <see cref="Failed"/>; nothing throws.</summary>
/// <param name="body">What is read.</param>
internal ref struct WireReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>Something was missing, or had no meaning.</summary>
    internal bool Failed { get; private set; }

    internal byte Byte() => Take(1) is [var value] ? value : default;

    internal ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;

    internal uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : default;

    internal ulong UInt64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : default;

    internal NodeId Node() => Take(16) is { Length: 16 } bytes ? new NodeId(new Guid(bytes, bigEndian: true)) : default;

    /// <summary>A count; larger than <see cref="int.MaxValue"/> is refused.</summary>
    internal int Count32()
    {
        var value = UInt32();
        Failed |= value > int.MaxValue;
        return Failed ? 0 : (int)value;
    }

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    internal uint Variable()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                Failed |= value > uint.MaxValue;
                return Failed ? 0 : (uint)value;
            }
        }
        Failed = true;
        return 0;
    }

    /// <summary>A variable number as a count.</summary>
    internal int Count()
    {
        var value = Variable();
        Failed |= value > int.MaxValue;
        return Failed ? 0 : (int)value;
    }

    internal PeerAddress Address() =>
        Byte() switch
        {
            0 => default,
            (byte)AddressFamily.IPv4 => new PeerAddress(UInt32(), AddressFamily.IPv4),
            (byte)AddressFamily.IPv6 when Take(16) is { Length: 16 } bytes => new PeerAddress(
                BinaryPrimitives.ReadUInt128BigEndian(bytes),
                AddressFamily.IPv6
            ),
            _ => Fail(),
        };

    internal AddressPair Pair() => new(Of(Address(), AddressFamily.IPv4), Of(Address(), AddressFamily.IPv6));

    /// <summary>At most 255 bytes of UTF-8, after their number.</summary>
    internal string Text() => Encoding.UTF8.GetString(Take(Byte()));

    private PeerAddress Of(PeerAddress address, AddressFamily family)
    {
        Failed |= address.IsSome && address.Family != family;
        return address;
    }

    private PeerAddress Fail()
    {
        Failed = true;
        return default;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || _rest.Length < count)
        {
            Failed = true;
            return default;
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
