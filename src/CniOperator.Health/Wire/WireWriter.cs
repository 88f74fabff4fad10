using System.Buffers.Binary;
using System.Text;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>Writes a body. What does not fit sets <see cref="Failed"/> and is not written; nothing throws.</summary>
/// <param name="buffer">Where to.</param>
internal ref struct WireWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written.</summary>
    internal int Length { get; private set; }

    /// <summary>Something did not fit.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Begins a datagram; its key is set when it is signed.</summary>
    internal static WireWriter Begin(Span<byte> datagram, WireKind kind)
    {
        var writer = new WireWriter(datagram[..Math.Max(0, datagram.Length - WireFormat.SignatureBytes)]);
        writer.Byte(WireFormat.Version);
        writer.Byte((byte)kind);
        writer.UInt16(0);
        return writer;
    }

    internal void Byte(byte value)
    {
        if (Take(1) is { Length: 1 } bytes)
            bytes[0] = value;
    }

    internal void UInt16(ushort value)
    {
        if (Take(2) is { Length: 2 } bytes)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
    }

    internal void UInt32(uint value)
    {
        if (Take(4) is { Length: 4 } bytes)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
    }

    internal void UInt64(ulong value)
    {
        if (Take(8) is { Length: 8 } bytes)
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
    }

    internal void Node(NodeId node)
    {
        if (Take(16) is { Length: 16 } bytes)
            node.Value.TryWriteBytes(bytes, bigEndian: true, out _);
    }

    internal void Variable(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>A count; a negative one is zero.</summary>
    internal void Count(int value) => Variable((uint)Math.Max(0, value));

    internal void Address(PeerAddress address)
    {
        Byte(address.IsSome ? (byte)address.Family : (byte)0);
        if (address.Family == AddressFamily.IPv4)
            UInt32((uint)address.Bits);
        else if (address.Family == AddressFamily.IPv6 && Take(16) is { Length: 16 } bytes)
            BinaryPrimitives.WriteUInt128BigEndian(bytes, address.Bits);
    }

    internal void Pair(AddressPair pair)
    {
        Address(pair.IPv4);
        Address(pair.IPv6);
    }

    internal void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Byte((byte)Math.Min(count, byte.MaxValue));
        if (count > byte.MaxValue)
            Failed = true;
        else if (Take(count) is { } bytes && bytes.Length == count)
            Encoding.UTF8.GetBytes(text, bytes);
    }

    internal void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (Take(bytes.Length) is { } room && room.Length == bytes.Length)
            bytes.CopyTo(room);
    }

    /// <summary>Goes on with zeros up to a length, counted from the datagram's start.</summary>
    internal void PadTo(int length) => Take(Math.Max(0, length - Length)).Clear();

    private Span<byte> Take(int count)
    {
        if (Failed || _buffer.Length - Length < count)
        {
            Failed = true;
            return default;
        }
        var taken = _buffer.Slice(Length, count);
        Length += count;
        return taken;
    }
}
