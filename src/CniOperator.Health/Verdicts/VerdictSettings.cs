using CniOperator.Health.Kubelet;

namespace CniOperator.Health.Verdicts;

/// <summary>When something counts.</summary>
public sealed record VerdictSettings
{
    /// <summary>How long a round of probes is.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Without a report for so long an agent is silent. Reports come every 30 s when nothing changes: one may get lost, and a second is
    /// late.
    /// </summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(70);

    /// <summary>
    /// For so long after a canary started its edges mean nothing: others must learn its address (a peer list), probe it (a round) and say
    /// so.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A node is joining for so long, unless its canary is ready and has settled before.</summary>
    public TimeSpan Joining { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A canary that does not run for so long on a node that is ready will not start by itself.</summary>
    public TimeSpan PodStart { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A verdict goes when nothing supports it for so long: two rounds.</summary>
    public TimeSpan ClearAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What the API server says of nodes is not used against them when it is older than this: it may be the API server.</summary>
    public TimeSpan NodeFactsOld { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An agent whose timers are this late gets too little processor.</summary>
    public TimeSpan TimerLag { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Limits for what a kubelet shows.</summary>
    public KubeletLimits Kubelet { get; init; } = new();

    /// <summary>The share of a node's edges that must fail.</summary>
    public double NodeShare { get; init; } = 0.6;

    /// <summary>
    /// The share where the node has said nothing since: half of its eight witnesses, which is a quorum. A round is over before the others
    /// have probed it again, and the first verdict would wait for them.
    /// </summary>
    public double SilentNodeShare { get; init; } = 0.5;

    /// <summary>
    /// So many different nodes must see it; three are enough when no fourth is alive, in a full mesh of few nodes two that agree.
    /// </summary>
    public int Quorum { get; init; } = 4;

    /// <summary>More than this share of all edges is not a matter of nodes.</summary>
    public double GlobalShare { get; init; } = 0.5;

    /// <summary>The share of the edges between two zones that must fail, while at most <see cref="ZoneRest"/> of the others do.</summary>
    public double ZoneShare { get; init; } = 0.9;

    /// <summary>See <see cref="ZoneShare"/>.</summary>
    public double ZoneRest { get; init; } = 0.05;

    /// <summary>An area passes when so much of it is known.</summary>
    public double CoverageShare { get; init; } = 0.99;

    /// <summary>
    /// The share of lost probes that is taken for usual until the cluster itself has shown what is: one in 400. It weighs as much as 2,000
    /// probes.
    /// </summary>
    public double UsualLoss { get; init; } = 0.0025;

    /// <summary>A node that loses a smaller share of its probes is not named, however sure it is.</summary>
    public double BadLoss { get; init; } = 0.002;

    /// <summary>
    /// How much likelier what a node lost must be by a loss of its own than by what the rest of the cluster loses, as a natural logarithm:
    /// 16 is nine million times. By chance alone it comes to that less than once in ten million windows.
    /// </summary>
    public double LossEvidence { get; init; } = 16;
}
