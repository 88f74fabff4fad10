using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>Packets of the pods' MTU, and large streams, where small ones pass.</summary>
internal static class SizeJudge
{
    internal static void Judge(Survey survey, PodJudge pods, List<Raw> raws)
    {
        if (pods.IsGlobal)
            return;
        foreach (var plane in survey.Large)
            Judge(survey, plane, bulk: false, raws);
        foreach (var plane in survey.Bulk)
            Judge(survey, plane, bulk: true, raws);
    }

    private static void Judge(Survey survey, EdgePlane plane, bool bulk, List<Raw> raws)
    {
        if (plane.Count == 0)
            return;
        var tooLarge = FaultTally.Of(plane).MostlyTooLarge;
        var located = Localiser.Run(survey, plane, slow: true, patient: false);
        var found = new List<Located>(located.Found);
        LinkSearch.Find(survey, plane, [], [.. found.Where(f => f.Scope == VerdictScope.Node).Select(f => f.A)], found);
        foreach (var one in found)
        {
            var size = one.Scope == VerdictScope.Node ? Largest(plane, one.A) : 0;
            raws.Add(
                new Raw
                {
                    Scope = one.Scope,
                    Area = HealthArea.Mtu,
                    Class =
                        bulk ? FaultClass.SegmentationBroken
                        : tooLarge ? FaultClass.MtuTooLarge
                        : FaultClass.MtuBlackHole,
                    A = one.A,
                    B = one.B,
                    Evidence = one.Evidence(size > 0 ? $"at most {size} bytes pass, of {AreaTexts.Size(survey)}" : "small packets pass"),
                }
            );
        }
    }

    private static int Largest(EdgePlane plane, int node)
    {
        var edges = plane.Edges;
        var size = 0;
        for (var e = plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
            size = edges[e].Failed ? Math.Max(size, edges[e].Size) : size;
        for (var e = plane.FirstFrom(node); e >= 0; e = edges[e].NextFrom)
            size = edges[e].Failed ? Math.Max(size, edges[e].Size) : size;
        return size;
    }
}
