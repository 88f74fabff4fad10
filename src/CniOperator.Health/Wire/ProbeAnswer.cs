using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>The answer to a probe: always smaller than it.</summary>
/// <param name="Nonce">The probe's.</param>
/// <param name="Node">The node that answers; <see cref="NodeId.None"/> while the agent has not been told its id.</param>
/// <param name="Role">The agent that answers.</param>
/// <param name="Received">Bytes of the probe, as they arrived.</param>
/// <param name="Source">The address that the probe came from, as the responder saw it.</param>
/// <param name="Port">The port that it came from.</param>
public readonly record struct ProbeAnswer(ulong Nonce, NodeId Node, AgentRole Role, int Received, PeerAddress Source, ushort Port)
{
    /// <summary>The most bytes of an answer.</summary>
    public const int MostBytes = WireFormat.HeaderBytes + 8 + 16 + 1 + 4 + 2 + 17 + WireFormat.SignatureBytes;

    /// <summary>Writes and signs it. No allocation.</summary>
    /// <returns>The datagram's bytes, or 0 if <paramref name="datagram"/> is too small.</returns>
    public int Write(Span<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (datagram.Length < MostBytes)
            return 0;
        var writer = WireWriter.Begin(datagram, WireKind.ProbeAnswer);
        writer.UInt64(Nonce);
        writer.Node(Node);
        writer.Byte((byte)Role);
        writer.UInt32((uint)Received);
        writer.UInt16(Port);
        writer.Address(Source);
        return keys.Seal(datagram, writer.Length);
    }

    /// <summary>Reads one; false for anything that is not a signed answer. No allocation.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, WireKeys keys, out ProbeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var reader = new WireReader(WireFormat.Open(datagram, keys, WireKind.ProbeAnswer, WireFormat.MaxBytes));
        var nonce = reader.UInt64();
        var node = reader.Node();
        var role = (AgentRole)reader.Byte();
        var received = reader.Count32();
        var port = reader.UInt16();
        answer = new ProbeAnswer(nonce, node, role, received, reader.Address(), port);
        return !reader.Failed;
    }
}
