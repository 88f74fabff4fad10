namespace CniOperator.Health.Probes;

/// <summary>How a probe failed, as far as its sender can tell. The numbers are on the wire and never change.</summary>
public enum ProbeFault : byte
{
    /// <summary>It did not fail.</summary>
    None = 0,

    /// <summary>No answer in time.</summary>
    Timeout = 1,

    /// <summary>Someone answered that no one listens (ECONNREFUSED).</summary>
    Refused = 2,

    /// <summary>The sender has no route (ENETUNREACH).</summary>
    NoRoute = 3,

    /// <summary>Someone said that the host cannot be reached (EHOSTUNREACH).</summary>
    HostUnreachable = 4,

    /// <summary>Too large for the way (EMSGSIZE).</summary>
    TooLarge = 5,

    /// <summary>Another node answered than the one that was asked.</summary>
    WrongIdentity = 6,

    /// <summary>An answer with the wrong size or content.</summary>
    WrongAnswer = 7,

    /// <summary>The sender got no port or no buffer (EADDRNOTAVAIL, ENOBUFS).</summary>
    NoResources = 8,

    /// <summary>Forbidden by the sender's own host (EPERM, EACCES): a filter on the way out.</summary>
    Forbidden = 9,

    /// <summary>The sender was too late itself to tell.</summary>
    SenderLate = 10,

    /// <summary>An answer came where none may.</summary>
    Unexpected = 11,
}
