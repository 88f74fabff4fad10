namespace CniOperator.Health.Verdicts.Observing;

/// <summary>Probes with the host's network at one end, counted at both nodes.</summary>
internal struct NodeTally
{
    /// <summary>Host to host, to this node and from it.</summary>
    internal int UnderlayIn;
    internal int UnderlayInFailed;
    internal int UnderlayOut;
    internal int UnderlayOutFailed;

    /// <summary>Of those to this node: another agent answered, or a machine on which none listens.</summary>
    internal int UnderlayInWrong;

    /// <summary>From this node's host to pods of others.</summary>
    internal int HostOut;
    internal int HostOutFailed;

    internal readonly bool UnderlayWorks => UnderlayIn + UnderlayOut > 2 * (UnderlayInFailed + UnderlayOutFailed);

    internal readonly bool UnderlayFails => UnderlayInFailed + UnderlayOutFailed > 0 && !UnderlayWorks;

    /// <summary>Where its own prober lives: another machine has its address.</summary>
    internal readonly bool IsDoubled => UnderlayInWrong > 1 && UnderlayInWrong * 2 > UnderlayInFailed;

    internal readonly bool HostReachesOthers => HostOut > 2 * HostOutFailed;
}
