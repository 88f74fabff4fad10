using System.Security.Cryptography;

namespace CniOperator.Agent.Probing;

/// <summary>Draws numbers that no one foresees.</summary>
public static class Nonces
{
    /// <summary>One that is not 0.</summary>
    public static ulong Draw()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) | 1UL << 63;
    }
}
