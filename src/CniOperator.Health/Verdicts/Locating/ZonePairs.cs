using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Locating;

/// <summary>
/// Finds pairs of zones with nearly all edges between them failed, while nearly all others pass. A pair that is on the way there takes its
/// edges out as well: until a round has passed, some nodes have most of their failed edges in it by chance.
/// </summary>
internal static class ZonePairs
{
    /// <summary>Above this they are racks or worse, and the table grows by their square.</summary>
    private const int MostZones = 64;

    internal static void Find(Survey survey, EdgeBook book, List<Located> found)
    {
        var zones = survey.ZoneNames.Count;
        if (zones is < 2 or > MostZones || !HasFailed(survey, book))
            return;
        var pairs = new ZonePairCounts(survey, book.Plane);
        var marked = new bool[zones * zones];
        for (var a = 0; a < zones; a++)
        {
            for (var b = a + 1; b < zones; b++)
                marked[a * zones + b] = marked[b * zones + a] = pairs.IsSpread(a, b);
        }

        if (!IsRestWell(survey, book, marked, zones))
            return;
        for (var a = 0; a < zones; a++)
        {
            for (var b = a + 1; b < zones; b++)
            {
                if (marked[a * zones + b] && pairs.IsCut(a, b, survey.Settings.ZoneShare))
                    found.Add(pairs.Of(a, b));
            }
        }

        foreach (ref var edge in book.Plane.Edges)
        {
            if (IsMarked(survey, marked, zones, edge))
                book.Explain(ref edge);
        }
    }

    private static bool HasFailed(Survey survey, EdgeBook book)
    {
        foreach (ref readonly var edge in book.Plane.Edges)
        {
            if (edge.Failed && survey.Zones[edge.From] != survey.Zones[edge.To])
                return true;
        }

        return false;
    }

    private static bool IsRestWell(Survey survey, EdgeBook book, bool[] marked, int zones)
    {
        var (total, failed) = (0, 0);
        foreach (ref readonly var edge in book.Plane.Edges)
        {
            if (edge.Explained || IsMarked(survey, marked, zones, edge))
                continue;
            total++;
            failed += edge.Failed ? 1 : 0;
        }

        return failed <= survey.Settings.ZoneRest * total;
    }

    /// <summary>
    /// Between two marked zones, or inside one that is cut off from every other: such a zone may be broken inside as well.
    /// </summary>
    private static bool IsMarked(Survey survey, bool[] marked, int zones, in Edge edge)
    {
        var (from, to) = (survey.Zones[edge.From], survey.Zones[edge.To]);
        if (from != to)
            return marked[from * zones + to];
        return zones > 2 && marked.AsSpan(from * zones, zones).Count(true) == zones - 1;
    }
}
