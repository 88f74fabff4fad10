namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Nodes by name, in ordinal order.</summary>
internal static class SortedEntries
{
    private static readonly Comparer<NodeEntry> ByName = Comparer<NodeEntry>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    /// <summary>The nodes without some and with others; those between are copied.</summary>
    internal static NodeEntry[] With(NodeEntry[] entries, List<NodeEntry> gone, List<NodeEntry> added)
    {
        NodeEntry[] sorted = [.. added];
        Array.Sort(sorted, ByName);
        if (entries.Length == gone.Count) return sorted;
        if (Replaced(entries, gone, sorted) is { } replaced) return replaced;
        var left = gone.ToHashSet(ReferenceEqualityComparer.Instance);
        var merged = new NodeEntry[entries.Length - gone.Count + added.Count];
        var (count, next) = (0, 0);
        foreach (var entry in entries)
        {
            if (left.Contains(entry)) continue;
            while (next < sorted.Length && ByName.Compare(sorted[next], entry) < 0) merged[count++] = sorted[next++];
            merged[count++] = entry;
        }

        while (next < sorted.Length) merged[count++] = sorted[next++];
        return merged;
    }

    /// <summary>The usual change: the same names, a few of them read anew; <c>null</c> when it is another.</summary>
    private static NodeEntry[]? Replaced(NodeEntry[] entries, List<NodeEntry> gone, NodeEntry[] added)
    {
        if (gone.Count != added.Length || gone.Count > 32) return null;
        var next = (NodeEntry[])entries.Clone();
        foreach (var entry in added)
        {
            var at = Array.BinarySearch(entries, entry, ByName);
            if (at < 0 || !gone.Contains(entries[at])) return null;
            next[at] = entry;
        }

        return next;
    }
}
