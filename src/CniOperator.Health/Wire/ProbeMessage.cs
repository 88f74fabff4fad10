using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>A probe. Its size is the datagram's: it is padded up to what is to be tried.</summary>
/// <param name="Nonce">Drawn for this probe alone; the answer repeats it.</param>
/// <param name="Target">The node that must answer; <see cref="NodeId.None"/> where any may, as with a Service.</param>
/// <param name="TargetRole">The agent that must answer.</param>
/// <param name="Source">The node that asks.</param>
/// <param name="SourceRole">The agent that asks.</param>
/// <param name="Kind">What is probed.</param>
public readonly record struct ProbeMessage(
    ulong Nonce,
    NodeId Target,
    AgentRole TargetRole,
    NodeId Source,
    AgentRole SourceRole,
    ProbeKind Kind
)
{
    /// <summary>The size of a small probe, in bytes of the datagram; no probe is smaller, because no answer may be larger.</summary>
    public const int LeastBytes = 80;

    /// <summary>Writes and signs it. No allocation.</summary>
    /// <param name="datagram">Where to.</param>
    /// <param name="size">Bytes of the datagram, from <see cref="LeastBytes"/> to <see cref="WireFormat.MaxProbeBytes"/>.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>The size, or 0 if it does not fit.</returns>
    public int Write(Span<byte> datagram, int size, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (size is < LeastBytes or > WireFormat.MaxProbeBytes || size > datagram.Length)
            return 0;
        var writer = WireWriter.Begin(datagram, WireKind.Probe);
        writer.UInt64(Nonce);
        writer.Node(Target);
        writer.Byte((byte)TargetRole);
        writer.Node(Source);
        writer.Byte((byte)SourceRole);
        writer.Byte((byte)Kind);
        writer.PadTo(size - WireFormat.SignatureBytes);
        return keys.Seal(datagram, writer.Length);
    }

    /// <summary>Reads one; false for anything that is not a signed probe. No allocation.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, WireKeys keys, out ProbeMessage message)
    {
        ArgumentNullException.ThrowIfNull(keys);
        message = default;
        if (datagram.Length < LeastBytes)
            return false;
        var reader = new WireReader(WireFormat.Open(datagram, keys, WireKind.Probe, WireFormat.MaxProbeBytes));
        message = new ProbeMessage(
            reader.UInt64(),
            reader.Node(),
            (AgentRole)reader.Byte(),
            reader.Node(),
            (AgentRole)reader.Byte(),
            (ProbeKind)reader.Byte()
        );
        return !reader.Failed;
    }
}
