namespace CniOperator.Sandbox.State;

/// <summary>Uids and suffixes of generated names; the same seed gives the same ones.</summary>
internal sealed class GeneratedNames(int seed)
{
    private readonly Random _random = new(seed);

    internal string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    /// <summary>A random suffix without vowels and look-alikes (apimachinery <c>util/rand</c>).</summary>
    internal string NewSuffix() => string.Create(5, _random, static (text, random) =>
        {
            const string alphabet = "bcdfghjklmnpqrstvwxz2456789";
            for (var i = 0; i < text.Length; i++)
                text[i] = alphabet[random.Next(alphabet.Length)];
        });
}
