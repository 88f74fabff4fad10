using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>What an agent knows of its edges. Safe for several threads: probes end when they end.</summary>
public sealed class Journal
{
    // A roaming edge that failed is probed on each round until it was well this often, so that it can be told from one lost packet.
    private const int RoamingWell = 3;
    private const int MostSuspects = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<EdgeKey, EdgeHistory> _edges = [];
    private readonly HashSet<EdgeKey> _flying = [];
    private List<Peer> _walked = [];

    /// <summary>Claims an edge for one probe; false while the last one has not ended.</summary>
    public bool TryBegin(EdgeKey key)
    {
        lock (_lock)
            return _flying.Add(key);
    }

    /// <summary>Ends a probe that gives no result.</summary>
    public void Abandon(EdgeKey key)
    {
        lock (_lock)
            _flying.Remove(key);
    }

    /// <summary>Adds a round of an edge.</summary>
    /// <returns>Whether it is news that is reported at once.</returns>
    public bool Add(EdgeKey key, ProbeResult result, DateTimeOffset now)
    {
        lock (_lock)
        {
            _flying.Remove(key);
            var known = _edges.TryGetValue(key, out var history);
            if (key.Kind == ProbeKind.PodToPodRoaming && !known && result.Fault == ProbeFault.None)
                return false;
            if (!known)
                _edges[key] = history = new EdgeHistory();
            var news = history!.Add(result, now);
            if (key.Kind == ProbeKind.PodToPodRoaming && history.Well >= RoamingWell)
                _edges.Remove(key);
            // The underlay is probed along edges that fail: what it was then says nothing once they do not.
            if (key.Kind == ProbeKind.HostToRemotePod && result.Fault == ProbeFault.None)
                _edges.Remove(key with { Kind = ProbeKind.Underlay });
            return news;
        }
    }

    /// <summary>An edge failed in its last round.</summary>
    public bool IsFailing(EdgeKey key)
    {
        lock (_lock)
            return _edges.TryGetValue(key, out var history) && history.FailedLast;
    }

    /// <summary>The size that is known to pass along an edge that fails with the full one; 0 if it was not searched yet.</summary>
    public int KnownSize(EdgeKey key)
    {
        lock (_lock)
            return _edges.TryGetValue(key, out var history) && history.FailedLast ? history.LargestSize : 0;
    }

    /// <summary>The nodes of a round's walk, and with them those that failed when the walk passed them.</summary>
    public IReadOnlyList<Peer> WithSuspects(IReadOnlyList<Peer> walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        lock (_lock)
        {
            List<Peer> suspects = [.. _walked.Where(p => IsWatched(p.Node) && !walk.Any(w => w.Node == p.Node)).Take(MostSuspects)];
            _walked = [.. walk, .. suspects];
            return _walked;
        }
    }

    /// <summary>
    /// Drops edges that a new list does not have, and all roaming ones: their nodes' addresses may be others now.
    /// </summary>
    public void Retain(PeerList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        lock (_lock)
        {
            _walked = [];
            foreach (var key in _edges.Keys.Where(k => !IsOf(list, k)).ToList())
                _edges.Remove(key);
        }
    }

    /// <summary>Forgets everything: what was seen under another list, or long ago, says nothing.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _edges.Clear();
            _walked = [];
        }
    }

    /// <summary>All edges, failing ones first, so that those are there if a report has no room for all.</summary>
    public IReadOnlyList<EdgeReport> Edges(DateTimeOffset now)
    {
        lock (_lock)
        {
            return
            [
                .. _edges
                    .OrderBy(e => e.Value.FailedLast ? 0 : 1)
                    .ThenBy(e => e.Key.Kind)
                    .ThenBy(e => e.Key.Target.Value)
                    .Select(e => e.Value.ToReport(e.Key, now)),
            ];
        }
    }

    /// <summary>The list still asks for it; what is probed no more would stay as it was last.</summary>
    private static bool IsOf(PeerList list, EdgeKey key) =>
        key.Kind switch
        {
            ProbeKind.PodToPodRoaming => false,
            ProbeKind.PodToPod or ProbeKind.PodToPodFullSize or ProbeKind.PodToPodBulk => IsPeer(list, key),
            ProbeKind.HostToRemotePod or ProbeKind.Underlay => IsPeer(list, key),
            ProbeKind.PodToPodSameNode or ProbeKind.SelfTest or ProbeKind.HostToLocalPod or ProbeKind.HostToLocalEcho => key.Target
                == list.Node,
            _ => list.Targets.Any(t => new EdgeKey(t.Kind, t.Node, t.Address.Family) == key),
        };

    private static bool IsPeer(PeerList list, EdgeKey key) => list.Fixed.Any(p => p.Node == key.Target);

    /// <summary>A roaming edge to it failed lately, or has not ended.</summary>
    private bool IsWatched(NodeId node) =>
        IsWatched(new EdgeKey(ProbeKind.PodToPodRoaming, node, AddressFamily.IPv4))
        || IsWatched(new EdgeKey(ProbeKind.PodToPodRoaming, node, AddressFamily.IPv6));

    private bool IsWatched(EdgeKey key) => _edges.ContainsKey(key) || _flying.Contains(key);
}
