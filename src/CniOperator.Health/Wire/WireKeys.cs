using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CniOperator.Health.Wire;

/// <summary>
/// The keys in force. One signs; a second one is accepted too, so that a key is replaced without a gap: the new one is added, then named
/// as the current one once every node has it, then the old one goes.
/// </summary>
/// <param name="current">Signs.</param>
/// <param name="other">Is accepted as well; may be missing.</param>
public sealed class WireKeys(WireKey current, WireKey? other = null)
{
    private const string CurrentFile = "current";
    private const string KeyFile = "key-";

    /// <summary>The key that signs.</summary>
    public WireKey Current => current;

    /// <summary>The other one that is accepted.</summary>
    public WireKey? Other => other;

    /// <summary>
    /// Reads a Secret's entries: <c>key-N</c> with the key's bytes, N from 0 to 255, at most two of them, and <c>current</c> with the N
    /// that signs; without it the highest does. <c>null</c>, and what is wrong, if they are of no use.
    /// </summary>
    public static WireKeys? Parse(IEnumerable<KeyValuePair<string, byte[]>> entries, out string problem)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var keys = new SortedList<byte, WireKey>();
        byte? named = null;
        foreach (var (name, value) in entries)
        {
            if (name == CurrentFile && byte.TryParse(Encoding.ASCII.GetString(value).Trim(), CultureInfo.InvariantCulture, out var id))
                named = id;
            if (!name.StartsWith(KeyFile, StringComparison.Ordinal) || !byte.TryParse(name.AsSpan(4), CultureInfo.InvariantCulture, out id))
                continue;
            if (value.Length >= WireKey.LeastBytes)
                keys[id] = new WireKey(id, value);
        }
        problem = Problem(keys, named);
        if (problem.Length > 0)
            return null;
        var signs = keys[named ?? keys.Keys[^1]];
        return new WireKeys(signs, keys.Values.FirstOrDefault(k => k != signs));
    }

    /// <summary>Signs what stands in a datagram before <paramref name="length"/>; the bytes up to there must be written.</summary>
    /// <returns>The length with the signature.</returns>
    internal int Seal(Span<byte> datagram, int length)
    {
        datagram[2] = current.Id;
        Sign(current, datagram[..length], datagram.Slice(length, WireFormat.SignatureBytes));
        return length + WireFormat.SignatureBytes;
    }

    /// <summary>One of the keys signed it. Costs one hash, in a time that does not tell where a wrong signature differs.</summary>
    internal bool IsGenuine(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < WireFormat.HeaderBytes + WireFormat.SignatureBytes)
            return false;
        var key =
            datagram[2] == current.Id ? current
            : other is not null && datagram[2] == other.Id ? other
            : null;
        if (key is null)
            return false;
        Span<byte> expected = stackalloc byte[WireFormat.SignatureBytes];
        Sign(key, datagram[..^WireFormat.SignatureBytes], expected);
        return CryptographicOperations.FixedTimeEquals(expected, datagram[^WireFormat.SignatureBytes..]);
    }

    private static void Sign(WireKey key, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, signed, hash);
        hash[..signature.Length].CopyTo(signature);
    }

    private static string Problem(SortedList<byte, WireKey> keys, byte? named) =>
        keys.Count == 0 ? $"no entry {KeyFile}N with at least {WireKey.LeastBytes} bytes"
        : keys.Count > 2 ? $"{keys.Count} entries {KeyFile}N: at most two are valid at once"
        : named is { } id && !keys.ContainsKey(id) ? $"{CurrentFile} names key {id}, and there is no {KeyFile}{id}"
        : "";
}
