namespace CniOperator.Health.Peers;

/// <summary>How often agents probe and report. An agent bounds every value itself, whatever it is told.</summary>
public sealed record ProbeSettings
{
    /// <summary>The shortest round that an agent runs, whatever it is told.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a peer list is followed without news of the operator.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The length of a round.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for, and the time until the one retry.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often each fixed edge is probed with the pod's full MTU.</summary>
    public TimeSpan FullSizeEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often one fixed edge after the other gets 64 KiB over TCP.</summary>
    public TimeSpan BulkEvery { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How often a report is sent while nothing changes.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the list holds without news of the operator.</summary>
    public TimeSpan Lifetime { get; init; } = LongestLifetime;

    /// <summary>How many other nodes are probed each round, besides the fixed ones.</summary>
    public int Roaming { get; init; } = 10;

    /// <summary>The largest IP packet of a pod, in bytes; 0 where it is not known: an agent then takes that of its own interface.</summary>
    public int PodMtu { get; init; }

    /// <summary>These within the limits of an agent: no list turns it into a flood, or keeps it going without an operator.</summary>
    public ProbeSettings Bounded() =>
        this with
        {
            Interval = Clamp(Interval, ShortestInterval, TimeSpan.FromMinutes(10)),
            Timeout = Clamp(Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            FullSizeEvery = Clamp(FullSizeEvery, ShortestInterval, TimeSpan.FromHours(1)),
            BulkEvery = Clamp(BulkEvery, ShortestInterval, TimeSpan.FromHours(1)),
            ReportEvery = Clamp(ReportEvery, ShortestInterval, TimeSpan.FromMinutes(5)),
            Lifetime = Clamp(Lifetime, TimeSpan.FromSeconds(10), LongestLifetime),
            Roaming = Math.Clamp(Roaming, 0, 32),
            PodMtu = Math.Clamp(PodMtu, 0, 9216),
        };

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least ? least
        : value > most ? most
        : value;
}
