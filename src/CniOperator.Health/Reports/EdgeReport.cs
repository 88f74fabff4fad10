using CniOperator.Health.Probes;

namespace CniOperator.Health.Reports;

/// <summary>How one agent's probes of one kind to one target went.</summary>
public sealed record EdgeReport
{
    /// <summary>The kind.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The node that is probed; <see cref="NodeId.None"/> for a Service or the DNS.</summary>
    public required NodeId Target { get; init; }

    /// <summary>The family of the addresses.</summary>
    public AddressFamily Family { get; init; } = AddressFamily.IPv4;

    /// <summary>Whether the last rounds failed, newest in the lowest bit. A round fails when the probe and its one retry both do.</summary>
    public uint Failed { get; init; }

    /// <summary>How many of those bits count, at most 32.</summary>
    public int Rounds { get; init; }

    /// <summary>Datagrams sent in the last minute, retries included.</summary>
    public int Sent { get; init; }

    /// <summary>Those of them that got no valid answer.</summary>
    public int Lost { get; init; }

    /// <summary>How the last failure looked.</summary>
    public ProbeFault Fault { get; init; }

    /// <summary>The median round trip of the last minute, in microseconds; 0 when nothing came back.</summary>
    public int MedianMicroseconds { get; init; }

    /// <summary>The longest round trip of the last minute, in microseconds.</summary>
    public int WorstMicroseconds { get; init; }

    /// <summary>The responder saw another source address than the sender has: something translates addresses on the way.</summary>
    public bool SourceChanged { get; init; }

    /// <summary>The largest size that came through, in bytes of the IP packet; 0 when sizes are not probed along this edge.</summary>
    public int LargestSize { get; init; }

    /// <summary>The last round failed.</summary>
    public bool FailedLast => Rounds > 0 && (Failed & 1) != 0;
}
