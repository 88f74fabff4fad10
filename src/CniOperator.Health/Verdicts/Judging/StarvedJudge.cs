using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Agents that get too little processor: their timers are late in report after report, and probes from and to them are lost. What they see
/// and what others see of them says nothing of the network.
/// </summary>
internal static class StarvedJudge
{
    /// <summary>One late report may be a moment; it is the newest for up to three rounds.</summary>
    private const int Rounds = 3;

    private const double Much = 0.05;

    internal static NodeMemory Judge(Survey survey, PodJudge pods, NodeMemory memory, List<Raw> raws)
    {
        var (late, now) = (memory.LateSince, NodeMemory.Seconds(survey.Facts.Now));
        for (var i = 0; i < survey.Count; i++)
        {
            var reported = now - survey.CanaryAges[i] / 1000;
            var since =
                !survey.IsLate(i) ? 0
                : late[i] == 0 ? reported
                : late[i];
            if (since != late[i])
            {
                late = ReferenceEquals(late, memory.LateSince) ? [.. late] : late;
                late[i] = since;
            }

            if (since == 0 || pods.IsGlobal || pods.Blamed.Contains(i) || reported - since < Rounds * survey.Settings.Round.TotalSeconds)
                continue;
            var (sent, lost) = Sum(survey, i);
            if (lost < Much * sent || new LossWindow(1, sent, lost, survey.Settings.UsualLoss).Evidence < survey.Settings.LossEvidence)
                continue;
            pods.Blamed.Add(i);
            pods.Lossy.Remove(i);
            raws.RemoveAll(r => r.Scope == VerdictScope.Node && r.A == i);
            raws.Add(Of(survey, i, sent, lost));
        }

        return memory with
        {
            LateSince = late,
        };
    }

    private static (int Sent, int Lost) Sum(Survey survey, int node)
    {
        var (sent, lost) = (0, 0);
        foreach (var plane in survey.Small)
        {
            for (var e = plane.FirstFrom(node); e >= 0; e = plane.Edges[e].NextFrom)
                (sent, lost) = (sent + plane.Edges[e].Sent, lost + plane.Edges[e].Lost);
            for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
                (sent, lost) = (sent + plane.Edges[e].Sent, lost + plane.Edges[e].Lost);
        }

        return (sent, lost);
    }

    private static Raw Of(Survey survey, int node, int sent, int lost) =>
        new()
        {
            Scope = VerdictScope.Node,
            Area = HealthArea.PodToPod,
            Class = FaultClass.ProberStarved,
            A = node,
            Evidence = new VerdictEvidence
            {
                Notes =
                    $"its timers are {survey.Canaries[node]?.TimerLagMilliseconds} ms late; {lost} of {sent} probes from and to it lost",
            },
        };
}
