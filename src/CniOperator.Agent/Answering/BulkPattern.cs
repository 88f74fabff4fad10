using System.Buffers.Binary;

namespace CniOperator.Agent.Answering;

/// <summary>What a bulk probe carries: bytes that follow from its nonce, so that the receiver can tell them from others.</summary>
public static class BulkPattern
{
    /// <summary>Writes the bytes from an offset on; both it and the length are multiples of 8.</summary>
    public static void Fill(Span<byte> bytes, ulong nonce, int offset)
    {
        for (var i = 0; i + 8 <= bytes.Length; i += 8)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[i..], Word(nonce, offset + i));
    }

    /// <summary>They are those bytes.</summary>
    public static bool Matches(ReadOnlySpan<byte> bytes, ulong nonce, int offset)
    {
        for (var i = 0; i + 8 <= bytes.Length; i += 8)
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]) != Word(nonce, offset + i))
                return false;
        }
        return true;
    }

    private static ulong Word(ulong nonce, int offset) => (nonce + (ulong)offset) * 0x9E3779B97F4A7C15;
}
