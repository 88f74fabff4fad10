using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>An agent asks what to probe. Padded to <see cref="WireFormat.MaxBytes"/>, as much as a page can have.</summary>
/// <param name="Nonce">Drawn for this request alone; the page repeats it.</param>
/// <param name="NodeName">The name of the agent's node: pods learn no uid of their node.</param>
/// <param name="Role">Which of the node's agents asks.</param>
/// <param name="Version">The version that it has; 0 for none.</param>
/// <param name="From">Where on ring 0 its window is to begin; <c>null</c> asks for the list itself.</param>
public sealed record PeersRequest(ulong Nonce, string NodeName, AgentRole Role, ulong Version, int? From)
{
    /// <summary>Writes and signs it.</summary>
    /// <returns><see cref="WireFormat.MaxBytes"/>, or 0 if <paramref name="datagram"/> is smaller or the name too long.</returns>
    public int Write(Span<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (datagram.Length < WireFormat.MaxBytes)
            return 0;
        var writer = WireWriter.Begin(datagram[..WireFormat.MaxBytes], WireKind.PeersRequest);
        writer.UInt64(Nonce);
        writer.Byte((byte)Role);
        writer.UInt64(Version);
        writer.Byte(From is null ? (byte)0 : (byte)1);
        writer.UInt32((uint)(From ?? 0));
        writer.Text(NodeName);
        writer.PadTo(WireFormat.MaxBytes - WireFormat.SignatureBytes);
        return writer.Failed ? 0 : keys.Seal(datagram, writer.Length);
    }

    /// <summary>Reads one; <c>null</c> for anything that is not a signed request of the full size.</summary>
    public static PeersRequest? Read(ReadOnlySpan<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (datagram.Length != WireFormat.MaxBytes)
            return null;
        var reader = new WireReader(WireFormat.Open(datagram, keys, WireKind.PeersRequest, WireFormat.MaxBytes));
        var nonce = reader.UInt64();
        var role = (AgentRole)reader.Byte();
        var version = reader.UInt64();
        var windowed = reader.Byte() != 0;
        var from = reader.Count32();
        var name = reader.Text();
        return reader.Failed ? null : new PeersRequest(nonce, name, role, version, windowed ? from : null);
    }
}
