using CniOperator.Health.Graph;
using CniOperator.Health.Peers;

namespace CniOperator.Health.Collecting;

/// <summary>What a <see cref="PeerBook"/> is made from.</summary>
public sealed record BookContent
{
    /// <summary>Nothing.</summary>
    public static BookContent Empty { get; } =
        new()
        {
            Graph = ProbeGraph.Empty,
            Nodes = [],
            Settings = new ProbeSettings(),
            Targets = new TargetAddresses { Port = 0 },
        };

    /// <summary>Who probes whom; it may lag behind the nodes.</summary>
    public required ProbeGraph Graph { get; init; }

    /// <summary>The nodes and where their agents are.</summary>
    public required IReadOnlyList<DeskNode> Nodes { get; init; }

    /// <summary>How often agents probe and report.</summary>
    public required ProbeSettings Settings { get; init; }

    /// <summary>What they probe besides each other.</summary>
    public required TargetAddresses Targets { get; init; }

    internal ulong SettingsPrint
    {
        get
        {
            var (s, print) = (Settings, 0UL);
            foreach (var time in (ReadOnlySpan<TimeSpan>)[s.Interval, s.Timeout, s.FullSizeEvery, s.BulkEvery, s.ReportEvery, s.Lifetime])
                print = Prints.Mix(print, (ulong)time.Ticks);
            return Prints.Mix(print, ((ulong)s.Roaming << 32) | (uint)s.PodMtu);
        }
    }
}
