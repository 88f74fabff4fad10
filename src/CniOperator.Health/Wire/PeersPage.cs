using CniOperator.Health.Peers;

namespace CniOperator.Health.Wire;

/// <summary>The operator's answer to a <see cref="PeersRequest"/>: the list, or a window of ring 0.</summary>
/// <param name="Nonce">The request's.</param>
/// <param name="List">The list, if that was asked for.</param>
/// <param name="Window">The window, if that was asked for.</param>
public sealed record PeersPage(ulong Nonce, PeerList? List, RoamingWindow? Window)
{
    private const int LeastPeerBytes = 20;

    /// <summary>
    /// Writes and signs it. Fixed peers, targets and peers of a window that no longer fit are left out at their end: eight fixed peers with
    /// both families, and eight targets, always fit.
    /// </summary>
    /// <returns>The datagram's bytes, never more than <see cref="WireFormat.MaxBytes"/>; 0 if not even the head fits.</returns>
    public int Write(Span<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var writer = WireWriter.Begin(datagram[..Math.Min(datagram.Length, WireFormat.MaxBytes)], WireKind.PeersPage);
        writer.UInt64(Nonce);
        writer.Byte(List is not null ? (byte)1 : (byte)2);
        if (List is not null)
            PeerListCodec.Write(ref writer, List);
        else if (Window is not null)
            Write(ref writer, Window);
        return writer.Failed ? 0 : keys.Seal(datagram, writer.Length);
    }

    /// <summary>Reads one; <c>null</c> for anything that is not a signed page.</summary>
    public static PeersPage? Read(ReadOnlySpan<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var reader = new WireReader(WireFormat.Open(datagram, keys, WireKind.PeersPage, WireFormat.MaxBytes));
        var nonce = reader.UInt64();
        var page = reader.Byte() switch
        {
            1 => new PeersPage(nonce, PeerListCodec.Read(ref reader), null),
            2 => new PeersPage(nonce, null, ReadWindow(ref reader)),
            _ => null,
        };
        return reader.Failed ? null : page;
    }

    private static void Write(ref WireWriter writer, RoamingWindow window)
    {
        writer.UInt64(window.Version);
        writer.UInt32((uint)window.From);
        writer.UInt32((uint)window.Others);
        PeerListCodec.Peers(ref writer, window.Peers, WireFormat.MaxBytes - WireFormat.SignatureBytes);
    }

    private static RoamingWindow ReadWindow(ref WireReader reader)
    {
        var version = reader.UInt64();
        var from = reader.Count32();
        var others = reader.Count32();
        return new RoamingWindow(version, from, others, PeerListCodec.Peers(ref reader, WireFormat.MaxBytes / LeastPeerBytes));
    }
}
