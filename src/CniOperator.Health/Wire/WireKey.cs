namespace CniOperator.Health.Wire;

/// <summary>A key that signs datagrams.</summary>
/// <param name="id">Which one, as datagrams name it.</param>
/// <param name="secret">At least 32 random bytes. Never logged or printed.</param>
public sealed class WireKey(byte id, byte[] secret)
{
    /// <summary>The fewest bytes of a key: as many as the hash has.</summary>
    public const int LeastBytes = 32;

    /// <summary>Which one, as datagrams name it.</summary>
    public byte Id => id;

    internal ReadOnlySpan<byte> Secret => secret;

    /// <summary>Its id alone.</summary>
    public override string ToString() => $"key {id}";
}
