using System.Buffers;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>Facts and reports of one moment, by numbers of nodes: what all that judges looks at.</summary>
internal sealed class Survey : IDisposable
{
    /// <summary>Room for each <see cref="ProbeKind"/>.</summary>
    internal const int Kinds = 32;

    private readonly Observed[] _seen;
    private readonly ProbeFault[] _faults;
    private readonly bool[] _sure;

    internal Survey(HealthFacts facts, NodeMemory memory)
    {
        Facts = facts;
        Count = facts.Nodes.Count;
        (Index, Ids) = (memory.Index, memory.Ids);
        (Canaries, CanaryAges) = (new AgentReport?[Count], new int[Count]);
        (Probers, ProberAges) = (new AgentReport?[Count], new int[Count]);
        (Notes, Settled, Zones) = (new NodeNotes[Count], new bool[Count], new int[Count]);
        _seen = ArrayPool<Observed>.Shared.Rent(Count * Kinds);
        _faults = ArrayPool<ProbeFault>.Shared.Rent(Count * Kinds);
        _sure = ArrayPool<bool>.Shared.Rent(Count * Kinds);
        _seen.AsSpan(0, Count * Kinds).Clear();
        Tallies = new NodeTally[Count];
        Small = [new EdgePlane(Count), new EdgePlane(Count)];
        Large = [new EdgePlane(Count), new EdgePlane(Count)];
        Bulk = [new EdgePlane(Count), new EdgePlane(Count)];
        Host = [new EdgePlane(Count), new EdgePlane(Count)];
    }

    internal HealthFacts Facts { get; }

    internal VerdictSettings Settings => Facts.Settings;

    internal int Count { get; }

    /// <summary>The number of each node.</summary>
    internal Dictionary<NodeId, int> Index { get; }

    internal NodeId[] Ids { get; }

    /// <summary>What each canary reported, if it is not silent; and how long ago, in milliseconds.</summary>
    internal AgentReport?[] Canaries { get; }

    internal int[] CanaryAges { get; }

    /// <summary>The same of the probers.</summary>
    internal AgentReport?[] Probers { get; }

    internal int[] ProberAges { get; }

    internal NodeNotes[] Notes { get; }

    /// <summary>The canary runs, and has for long enough that its edges mean something.</summary>
    internal bool[] Settled { get; }

    /// <summary>The zone of each node, by number.</summary>
    internal int[] Zones { get; }

    internal List<string> ZoneNames { get; } = [];

    internal NodeTally[] Tallies { get; }

    /// <summary>Small datagrams from canary to canary, IPv4 and IPv6.</summary>
    internal EdgePlane[] Small { get; }

    /// <summary>Datagrams of the pods' MTU; explained where small ones do not pass.</summary>
    internal EdgePlane[] Large { get; }

    /// <summary>Large streams; explained where single datagrams do not pass.</summary>
    internal EdgePlane[] Bulk { get; }

    /// <summary>Small datagrams from a node's host to canaries of others.</summary>
    internal EdgePlane[] Host { get; }

    /// <summary>Edges of the moving probes, which are reported only when they fail, IPv4 and IPv6.</summary>
    internal List<Edge>[] Roaming { get; } =
    [
        [],
        [],
    ];

    /// <summary>What the API server says of nodes is too old to be used against them.</summary>
    internal bool NodesOld { get; set; }

    /// <summary>Leases are old on many nodes that report: the API server does not take them, and they say nothing of kubelets.</summary>
    internal bool LeasesUnusable { get; set; }

    /// <summary>How many nodes must be known: all but those that raise no alarms.</summary>
    internal int Required { get; set; }

    /// <summary>The time within which half of the nodes have reported, in milliseconds.</summary>
    internal int HalfHeardWithin { get; set; }

    internal string Name(int node) => Facts.Nodes[node].Name;

    internal bool Alarms(int node) => Notes[node] == NodeNotes.None;

    internal Observed Seen(int node, ProbeKind kind) => _seen[node * Kinds + (int)kind];

    internal ProbeFault Fault(int node, ProbeKind kind) => _faults[node * Kinds + (int)kind];

    /// <summary>It has failed for four rounds: not even a node that loses half of its packets fails so by chance.</summary>
    internal bool IsSure(int node, ProbeKind kind) => Seen(node, kind) == Observed.Bad && _sure[node * Kinds + (int)kind];

    internal void See(int node, ProbeKind kind, Observed seen, EdgeReport edge)
    {
        var at = node * Kinds + (int)kind;
        // Of two families the worse one counts.
        if (seen <= _seen[at])
            return;
        (_seen[at], _faults[at], _sure[at]) = (seen, edge.Fault, (edge.Failed & 15) == 15);
    }

    /// <summary>Since the kubelet renewed its Lease; <c>null</c> where that is not known or says nothing.</summary>
    internal TimeSpan? LeaseAge(int node) =>
        NodesOld || LeasesUnusable || Facts.Nodes[node].Lease is not { } lease ? null : Facts.Now - lease;

    internal bool LeaseIsOld(int node) => LeaseAge(node) > Settings.Kubelet.Lease;

    /// <summary>The node's canary is late: it gets too little processor.</summary>
    internal bool IsLate(int node) => IsLate(Canaries[node]);

    internal bool IsProberLate(int node) => IsLate(Probers[node]);

    private bool IsLate(AgentReport? report) => report?.TimerLagMilliseconds >= Settings.TimerLag.TotalMilliseconds;

    public void Dispose()
    {
        ArrayPool<Observed>.Shared.Return(_seen);
        ArrayPool<ProbeFault>.Shared.Return(_faults);
        ArrayPool<bool>.Shared.Return(_sure);
        foreach (var planes in (ReadOnlySpan<EdgePlane[]>)[Small, Large, Bulk, Host])
        {
            foreach (var plane in planes)
                plane.Dispose();
        }
    }
}
