namespace CniOperator.House.Tests.Sources;

/// <summary>Finds what lies on a circle of a directed graph.</summary>
internal static class Circles
{
    /// <summary>The edges whose end leads back to their beginning.</summary>
    internal static IEnumerable<(string From, string To)> EdgesOf(IEnumerable<(string From, string To)> edges)
    {
        var next = edges.Distinct().ToLookup(e => e.From, e => e.To);
        return next.SelectMany(from => from, (from, to) => (from.Key, to)).Where(e => Leads(next, e.to, e.Key));
    }

    private static bool Leads(ILookup<string, string> next, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var node))
            if (node == to)
                return true;
            else if (seen.Add(node))
                foreach (var neighbour in next[node])
                    open.Push(neighbour);
        return false;
    }
}
