using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>A report on its way.</summary>
/// <param name="Report">What the agent says.</param>
/// <param name="Token">The operator's last token that the agent knows; 0 before the first. See <see cref="ReplayGuard"/>.</param>
/// <param name="Truncated">Not every edge had room: those at the end of the agent's list are missing.</param>
public sealed record ReportMessage(AgentReport Report, ulong Token, bool Truncated = false)
{
    /// <summary>Writes and signs it: at most <see cref="WireFormat.MaxBytes"/>, what does not fit is left out and said to be.</summary>
    /// <returns>The datagram's bytes, or 0 if <paramref name="datagram"/> is smaller than <see cref="WireFormat.MaxBytes"/>.</returns>
    public int Write(Span<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return datagram.Length < WireFormat.MaxBytes ? 0 : ReportWriter.Write(this, datagram[..WireFormat.MaxBytes], keys);
    }

    /// <summary>Reads one; <c>null</c> for anything that is not a signed report. Edges of an unknown kind are passed over.</summary>
    public static ReportMessage? Read(ReadOnlySpan<byte> datagram, WireKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReportReader.Read(WireFormat.Open(datagram, keys, WireKind.Report, WireFormat.MaxBytes));
    }
}
