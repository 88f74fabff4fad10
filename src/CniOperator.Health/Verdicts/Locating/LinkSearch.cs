using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>
/// What remains when zones and nodes are explained: single ways. One node sees each, so two rounds of three must fail, and half of the
/// cluster must have been heard since it began: an operator that hears one node only knows nothing of the others.
/// </summary>
internal static class LinkSearch
{
    /// <summary>So many links at one node are that node, though it is not understood yet: it may lose packets, or have no quorum.</summary>
    private const int Several = 3;

    /// <summary>Finds links among edges that nothing larger explains, and among the moving probes that failed.</summary>
    internal static void Find(Survey survey, EdgePlane plane, List<Edge> roaming, HashSet<int> blamed, List<Located> found)
    {
        int[]? touched = null;
        var links = new Dictionary<(int, int), Located>();
        foreach (ref readonly var edge in plane.Edges)
        {
            if (edge.Explained || !edge.Failed || !edge.IsLasting || blamed.Contains(edge.From) || blamed.Contains(edge.To))
                continue;
            touched ??= Touched(survey, plane);
            if (touched[edge.From] < Several && touched[edge.To] < Several && IsHeard(survey, edge))
                Add(links, plane, edge);
        }

        foreach (var edge in roaming)
        {
            var isNew = plane.Fails(edge.From, edge.To) is null && !links.ContainsKey((edge.To, edge.From));
            if (isNew && edge.IsLasting && !blamed.Contains(edge.From) && !blamed.Contains(edge.To) && IsHeard(survey, edge))
                links.TryAdd((edge.From, edge.To), Of(edge, 0));
        }

        found.AddRange(links.Values);
    }

    private static void Add(Dictionary<(int, int), Located> links, EdgePlane plane, in Edge edge)
    {
        if (links.TryGetValue((edge.To, edge.From), out var back))
            links[(edge.To, edge.From)] = back with { OutFailed = 1, OutTotal = 1 };
        else
            links[(edge.From, edge.To)] = Of(edge, plane.Fails(edge.To, edge.From) is null ? 0 : 1);
    }

    private static Located Of(in Edge edge, int back) =>
        new()
        {
            Scope = VerdictScope.Link,
            A = edge.From,
            B = edge.To,
            InFailed = 1,
            InTotal = 1,
            OutTotal = back,
        };

    /// <summary>With how many others each node has had an edge that failed lately.</summary>
    private static int[] Touched(Survey survey, EdgePlane plane)
    {
        var touched = new int[survey.Count];
        foreach (ref readonly var edge in plane.Edges)
        {
            // Both directions of one pair are one link.
            if (edge.Explained || (edge.Rounds & 7) == 0 || (edge.From > edge.To && plane.Fails(edge.To, edge.From) == true))
                continue;
            touched[edge.From]++;
            touched[edge.To]++;
        }

        return touched;
    }

    private static bool IsHeard(Survey survey, in Edge edge) =>
        edge.FailingFor((int)survey.Settings.Round.TotalMilliseconds) >= survey.HalfHeardWithin;
}
