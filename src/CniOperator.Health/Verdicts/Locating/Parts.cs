using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>Whether what works falls into parts that do not reach each other.</summary>
internal static class Parts
{
    /// <summary>
    /// How many nodes are in parts of two and more outside the largest; 0 when nodes are cut off one by one, and there are no parts.
    /// </summary>
    internal static int Smaller(Survey survey, EdgePlane plane)
    {
        var parents = new int[survey.Count];
        for (var i = 0; i < parents.Length; i++)
            parents[i] = i;
        foreach (ref readonly var edge in plane.Edges)
        {
            if (!edge.Failed)
                parents[Root(parents, edge.From)] = Root(parents, edge.To);
        }

        var sizes = new int[survey.Count];
        for (var i = 0; i < parents.Length; i++)
            sizes[Root(parents, i)]++;
        var (largest, together) = (0, 0);
        foreach (var size in sizes)
        {
            largest = Math.Max(largest, size);
            together += size > 1 ? size : 0;
        }

        return largest < 2 ? 0 : together - largest;
    }

    private static int Root(int[] parents, int node)
    {
        while (parents[node] != node)
            node = parents[node] = parents[parents[node]];
        return node;
    }
}
