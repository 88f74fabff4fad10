namespace CniOperator.Health.Wire;

/// <summary>
/// The frame of every datagram: version, kind, key, a zero, the body, and 16 bytes of HMAC-SHA-256 over all before them. A reader takes
/// no notice of bytes between the body that it knows and the signature, so that padding and later additions cost it nothing.
/// </summary>
public static class WireFormat
{
    /// <summary>The version that this code reads and writes; another is refused.</summary>
    public const byte Version = 1;

    /// <summary>Bytes before the body.</summary>
    public const int HeaderBytes = 4;

    /// <summary>Bytes of the signature: HMAC-SHA-256 cut to half, as RFC 2104 (section 5) allows.</summary>
    public const int SignatureBytes = 16;

    /// <summary>The most bytes of everything but a probe: what passes any network without fragments (IPv6 asks for 1,280).</summary>
    public const int MaxBytes = 1200;

    /// <summary>The most bytes of a probe: jumbo frames, and some room.</summary>
    public const int MaxProbeBytes = 9216;

    /// <summary>What follows the request on a bulk probe's connection.</summary>
    public const int BulkBytes = 64 * 1024;

    /// <summary>What a datagram says it is; nothing is proven yet.</summary>
    public static WireKind KindOf(ReadOnlySpan<byte> datagram) =>
        datagram.Length < HeaderBytes + SignatureBytes || datagram[0] != Version || datagram[1] is 0 or > (byte)WireKind.PeersPage
            ? WireKind.None
            : (WireKind)datagram[1];

    /// <summary>The body of a datagram that is of a kind, within a size and signed; else empty, which no message's body is.</summary>
    internal static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> datagram, WireKeys keys, WireKind kind, int most) =>
        datagram.Length <= most && KindOf(datagram) == kind && keys.IsGenuine(datagram) ? datagram[HeaderBytes..^SignatureBytes] : default;
}
