namespace CniOperator.Core.Rollout;

/// <summary>
/// Nodes on which the dataplane runs, and which say all the same that pods get no network: theirs is the last word. A kubelet reports its
/// node's state every ten seconds, and its runtime reads a new CNI file within some more, so that a node which just joined, or whose
/// dataplane just started, is waited for.
/// </summary>
/// <param name="Awaited">Those that have had no time yet.</param>
/// <param name="Lacking">Those that had.</param>
/// <param name="LookAgainAt">When the next of <paramref name="Awaited"/> has had its time.</param>
internal sealed record UnservedNodes(IReadOnlyList<NodeView> Awaited, IReadOnlyList<NodeView> Lacking, DateTimeOffset? LookAgainAt)
{
    /// <summary>How long a node may take to say that it has a network.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>None.</summary>
    internal static UnservedNodes None { get; } = new([], [], null);

    /// <summary>All of them are served.</summary>
    internal bool IsEmpty => Awaited.Count + Lacking.Count == 0;

    /// <summary>Sorts the nodes out.</summary>
    /// <param name="nodes">Every node.</param>
    /// <param name="pods">The dataplane's pods.</param>
    /// <param name="now">The present.</param>
    internal static UnservedNodes Of(IReadOnlyList<NodeView> nodes, IReadOnlyList<PodView> pods, DateTimeOffset now)
    {
        var unserved = nodes.Where(n => n.Counts && n.LacksNetwork).ToList();
        if (unserved.Count == 0)
            return None;
        var started = Started(pods);
        var (awaited, lacking) = (new List<NodeView>(), new List<NodeView>());
        DateTimeOffset? next = null;
        foreach (var node in unserved.OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            if (!started.TryGetValue(node.Name, out var at))
                continue;
            var due = Latest(node.CreatedAt, node.NotServedSince, at) + Patience;
            (due > now ? awaited : lacking).Add(node);
            if (due > now && !(next <= due))
                next = due;
        }

        return new UnservedNodes(awaited, lacking, next);
    }

    // When the last of the dataplane's pods on a node became ready; without one, its pods' trouble is told instead.
    private static Dictionary<string, DateTimeOffset> Started(IReadOnlyList<PodView> pods)
    {
        var started = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            var at = pod.ReadyChangedAt ?? DateTimeOffset.MinValue;
            if (pod.Ready && !(started.TryGetValue(pod.Node, out var known) && known >= at))
                started[pod.Node] = at;
        }

        return started;
    }

    private static DateTimeOffset Latest(DateTimeOffset created, DateTimeOffset? since, DateTimeOffset started)
    {
        var latest = created > started ? created : started;
        return since > latest ? since.Value : latest;
    }
}
