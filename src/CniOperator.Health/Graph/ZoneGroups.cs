namespace CniOperator.Health.Graph;

/// <summary>
/// The groups that rings inside zones go through. A zone that is too small to have rings of its own joins the other small ones, and if
/// these are too few even together, the largest group: each node is on each ring.
/// </summary>
internal static class ZoneGroups
{
    /// <summary>A group for each node, numbered from 0; <c>null</c> when there is one group only, and zones change nothing.</summary>
    /// <param name="nodes">The nodes, in the graph's order.</param>
    /// <param name="least">The least size of a group.</param>
    /// <param name="count">How many groups there are.</param>
    internal static int[]? Of(ReadOnlySpan<GraphNode> nodes, int least, out int count)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var zones = new int[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (!numbers.TryGetValue(nodes[i].Zone, out zones[i]))
                numbers.Add(nodes[i].Zone, zones[i] = numbers.Count);
        }

        count = 1;
        if (numbers.Count < 2)
            return null;
        var groups = Merged(zones, numbers.Count, least, out count);
        return count < 2 ? null : groups;
    }

    private static int[] Merged(int[] zones, int zoneCount, int least, out int count)
    {
        var sizes = new int[zoneCount];
        foreach (var zone in zones)
            sizes[zone]++;
        var target = new int[zoneCount];
        var (next, small, largest) = (0, 0, -1);
        for (var z = 0; z < zoneCount; z++)
        {
            if (sizes[z] < least)
            {
                small += sizes[z];
                continue;
            }

            if (largest < 0 || sizes[z] > sizes[largest])
                largest = z;
            target[z] = next++;
        }

        count = small >= least ? next + 1 : next;
        var rest = small >= least || largest < 0 ? next : target[largest];
        var groups = new int[zones.Length];
        for (var i = 0; i < zones.Length; i++)
            groups[i] = sizes[zones[i]] < least ? rest : target[zones[i]];
        return groups;
    }
}
