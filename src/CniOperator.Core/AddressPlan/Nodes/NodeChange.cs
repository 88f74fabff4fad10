namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>How the nodes changed since the last time.</summary>
/// <param name="Now">All of them as given.</param>
/// <param name="Gone">Those that are gone, or were replaced by what was read again.</param>
/// <param name="Added">Those that were not there.</param>
internal sealed record NodeChange(NodeEntry[] Now, List<NodeEntry> Gone, List<NodeEntry> Added)
{
    // Caches keep their order; when they do not, looking up is faster than searching on.
    private const int MostSteps = 32;

    internal bool IsNone => Gone.Count == 0 && Added.Count == 0;

    internal static NodeChange Between(NodeEntry[] before, IEnumerable<PlanNode> nodes)
    {
        var given = nodes as IReadOnlyList<PlanNode> ?? [.. nodes];
        if (before.Length > 0)
            return InOrder(before, given) ?? LookedUp(before, given);
        var entries = new NodeEntry[given.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new NodeEntry(given[i]);
        return new NodeChange(entries, [], [.. entries]);
    }

    /// <summary>Walks both side by side; <c>null</c> when the order is another.</summary>
    private static NodeChange? InOrder(NodeEntry[] before, IReadOnlyList<PlanNode> given)
    {
        var change = new NodeChange(new NodeEntry[given.Count], [], []);
        var old = 0;
        for (var i = 0; i < given.Count; i++)
        {
            if (old < before.Length && ReferenceEquals(before[old].Node, given[i]))
            {
                change.Now[i] = before[old++];
                continue;
            }

            if (change.Gone.Count + change.Added.Count > MostSteps)
                return null;
            if (old + 1 < before.Length && ReferenceEquals(before[old + 1].Node, given[i]))
            {
                change.Gone.Add(before[old]);
                change.Now[i] = before[old + 1];
                old += 2;
                continue;
            }

            change.Added.Add(change.Now[i] = new NodeEntry(given[i]));
            // Read again at its place, or a new one before the next.
            if (old < before.Length && (i + 1 >= given.Count || !ReferenceEquals(before[old].Node, given[i + 1])))
                change.Gone.Add(before[old++]);
        }

        if (before.Length - old > MostSteps)
            return null;
        for (; old < before.Length; old++)
            change.Gone.Add(before[old]);
        return change;
    }

    private static NodeChange LookedUp(NodeEntry[] before, IReadOnlyList<PlanNode> given)
    {
        var known = new Dictionary<PlanNode, NodeEntry>(before.Length, ReferenceEqualityComparer.Instance);
        foreach (var entry in before)
            known.TryAdd(entry.Node, entry);
        var change = new NodeChange(new NodeEntry[given.Count], [], []);
        for (var i = 0; i < given.Count; i++)
        {
            if (!known.Remove(given[i], out var entry))
                change.Added.Add(entry = new NodeEntry(given[i]));
            change.Now[i] = entry;
        }

        change.Gone.AddRange(known.Values);
        return change;
    }
}
