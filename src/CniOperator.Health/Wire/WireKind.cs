namespace CniOperator.Health.Wire;

/// <summary>What a datagram is. The numbers never change.</summary>
public enum WireKind : byte
{
    /// <summary>Not one of ours.</summary>
    None = 0,

    /// <summary><see cref="ProbeMessage"/>.</summary>
    Probe = 1,

    /// <summary><see cref="ProbeAnswer"/>.</summary>
    ProbeAnswer = 2,

    /// <summary><see cref="ReportMessage"/>.</summary>
    Report = 3,

    /// <summary><see cref="ReportAck"/>.</summary>
    ReportAck = 4,

    /// <summary><see cref="PeersRequest"/>.</summary>
    PeersRequest = 5,

    /// <summary><see cref="PeersPage"/>.</summary>
    PeersPage = 6,
}
