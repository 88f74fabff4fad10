namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Nodes by name, in ordinal order.</summary>
internal static class SortedEntries
{
    private static readonly Comparer<NodeEntry> ByName = Comparer<NodeEntry>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    /// <summary>The nodes without some and with others; those between are copied.</summary>
    internal static NodeEntry[] With(NodeEntry[] entries, List<NodeEntry> gone, List<NodeEntry> added)
    {
        NodeEntry[] sorted = [.. added];
        Sort(sorted);
        if (entries.Length == gone.Count)
            return sorted;
        if (Replaced(entries, gone, sorted) is { } replaced)
            return replaced;
        var left = gone.ToHashSet(ReferenceEqualityComparer.Instance);
        var merged = new NodeEntry[entries.Length - gone.Count + added.Count];
        var (count, next) = (0, 0);
        foreach (var entry in entries)
        {
            if (left.Contains(entry))
                continue;
            while (next < sorted.Length && ByName.Compare(sorted[next], entry) < 0)
                merged[count++] = sorted[next++];
            merged[count++] = entry;
        }

        while (next < sorted.Length)
            merged[count++] = sorted[next++];
        return merged;
    }

    /// <summary>
    /// By the eight characters from the first one in which any two differ, which are a plain number; those equal there then by the whole
    /// name.
    /// </summary>
    private static void Sort(NodeEntry[] entries)
    {
        if (entries.Length < 2)
            return;
        var first = entries[0].Name.AsSpan();
        var shared = first.Length;
        foreach (var entry in entries)
            shared = Math.Min(shared, first[..shared].CommonPrefixLength(entry.Name));
        var keys = new ulong[entries.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = KeyOf(entries[i].Name.AsSpan(shared));
        Array.Sort(keys, entries);
        for (var from = 0; from < keys.Length - 1; )
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
                to++;
            if (to - from > 1)
                Array.Sort(entries, from, to - from, ByName);
            from = to;
        }
    }

    // Names are ASCII (RFC 1123); from the first character on that fits no byte all are alike, and are compared.
    private static ulong KeyOf(ReadOnlySpan<char> text)
    {
        ulong key = 0;
        var rest = 0UL;
        for (var i = 0; i < 8; i++)
        {
            if (i < text.Length && text[i] >= 255)
                rest = 255;
            key = (key << 8) | (rest > 0 || i >= text.Length ? rest : text[i]);
        }

        return key;
    }

    /// <summary>The usual change: the same names, a few of them read again; <c>null</c> when it is another.</summary>
    private static NodeEntry[]? Replaced(NodeEntry[] entries, List<NodeEntry> gone, NodeEntry[] added)
    {
        if (gone.Count != added.Length || gone.Count > 32)
            return null;
        var next = (NodeEntry[])entries.Clone();
        foreach (var entry in added)
        {
            var at = Array.BinarySearch(entries, entry, ByName);
            if (at < 0 || !gone.Contains(entries[at]))
                return null;
            next[at] = entry;
        }

        return next;
    }
}
