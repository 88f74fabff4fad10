using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Nodes that lose so much that probes fail with their retries. Edges that are cut change once; those that lose at random change again and
/// again, and then it is a loss of packets, though most of them may fail in one round.
/// </summary>
internal static class FlickeringNodes
{
    private const uint SixRounds = 0x3F;

    internal static void Judge(Survey survey, PodJudge pods, LossMemory memory, VerdictState previous, List<Raw> raws)
    {
        for (var r = 0; r < raws.Count; r++)
        {
            if (raws[r] is not { Scope: VerdictScope.Node } raw || !raw.Evidence.IsPart)
                continue;
            if (memory.Raised[raw.A] == 0 && !WasLossy(survey, previous, raw) && !IsFlickering(survey, raw.A))
                continue;
            raws[r] = raw with { Class = FaultClass.PacketLoss };
            pods.Blamed.Remove(raw.A);
            pods.Lossy.Add(raw.A);
        }
    }

    private static bool WasLossy(Survey survey, VerdictState previous, in Raw raw) =>
        previous.Verdicts.TryGetValue(VerdictKeys.Of(survey, raw), out var before) && before.Verdict.Class == FaultClass.PacketLoss;

    private static bool IsFlickering(Survey survey, int node)
    {
        var (edges, changes) = (0, 0);
        foreach (var plane in survey.Small)
        {
            for (var e = plane.FirstFrom(node); e >= 0; e = plane.Edges[e].NextFrom)
                (edges, changes) = (edges + 1, changes + plane.Edges[e].Changes(SixRounds));
            for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
                (edges, changes) = (edges + 1, changes + plane.Edges[e].Changes(SixRounds));
        }

        // By a share p of failed rounds there are 10 p (1 - p) changes at an edge: this is from a sixth on.
        return edges > 0 && changes * 5 >= edges * 6;
    }
}
