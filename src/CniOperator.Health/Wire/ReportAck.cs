namespace CniOperator.Health.Wire;

/// <summary>The operator's word that a report arrived: always smaller than the report.</summary>
/// <param name="Boot">The report's.</param>
/// <param name="Sequence">The report's.</param>
/// <param name="Peers">The newest version of the peer list.</param>
/// <param name="Known">The reporting node is one that the operator knows.</param>
/// <param name="Accepted">The report counted. If not, it must be sent again with this <paramref name="Token"/>.</param>
/// <param name="Token">What reports must repeat, to prove that they are not old ones: see <see cref="ReplayGuard"/>.</param>
public readonly record struct ReportAck(ulong Boot, ulong Sequence, ulong Peers, bool Known, bool Accepted, ulong Token)
{
    /// <summary>Bytes of the datagram.</summary>
    public const int Bytes = WireFormat.HeaderBytes + (4 * 8) + 1 + WireFormat.SignatureBytes;

    /// <summary>Writes and signs it. No allocation.</summary>
    /// <returns>The datagram's bytes, or 0 if <paramref name="datagram"/> is too small.</returns>
    public int Write(Span<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (datagram.Length < Bytes)
            return 0;
        var writer = WireWriter.Begin(datagram, WireKind.ReportAck);
        writer.UInt64(Boot);
        writer.UInt64(Sequence);
        writer.UInt64(Peers);
        writer.UInt64(Token);
        writer.Byte((byte)((Known ? 1 : 0) | (Accepted ? 2 : 0)));
        return keys.Seal(datagram, writer.Length);
    }

    /// <summary>Reads one; false for anything that is not a signed acknowledgement. No allocation.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, WireKeys keys, out ReportAck ack)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var reader = new WireReader(WireFormat.Open(datagram, keys, WireKind.ReportAck, WireFormat.MaxBytes));
        var (boot, sequence, peers, token) = (reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt64());
        var flags = reader.Byte();
        ack = new ReportAck(boot, sequence, peers, (flags & 1) != 0, (flags & 2) != 0, token);
        return !reader.Failed;
    }
}
