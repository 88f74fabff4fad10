using System.Buffers.Binary;

namespace CniOperator.Health.Graph;

/// <summary>
/// Where a node stands on a ring: 64 bits of its uid and the ring's salt. Uids are random already; the mixing makes the rings independent
/// of each other. The same on every machine, whatever its order of bytes.
/// </summary>
internal static class RingHash
{
    internal static (ulong Low, ulong High) Halves(NodeId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    internal static ulong Salt(int attempt, int ring) => Mix(((ulong)attempt << 32) + (ulong)ring + 0x9E3779B97F4A7C15);

    internal static ulong Of(ulong salt, (ulong Low, ulong High) id) => Mix(Mix(id.Low ^ salt) ^ id.High);

    // Two multiplications between shifts: each bit of the input reaches each bit of the result.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 29)) * 0xA0761D6478BD642F;
        return value ^ (value >> 32);
    }
}
