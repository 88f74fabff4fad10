using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>Adds up what was seen.</summary>
internal static class TotalsReader
{
    internal static Totals Read(Survey survey)
    {
        var (edges, failed, translated, wrong, sent, lost) = (0, 0, 0, 0, 0L, 0L);
        foreach (var plane in survey.Small)
        {
            foreach (ref readonly var edge in plane.Edges)
            {
                edges++;
                failed += edge.Failed ? 1 : 0;
                translated += edge.SourceChanged ? 1 : 0;
                wrong += edge.Failed && edge.Fault == ProbeFault.WrongIdentity ? 1 : 0;
                (sent, lost) = (sent + edge.Sent, lost + edge.Lost);
            }
        }

        var (same, sameFailed) = Kind(survey, ProbeKind.PodToPodSameNode);
        var (allowed, allowedFailed) = Kind(survey, ProbeKind.PolicyAllowed);
        var (denied, deniedFailed) = Kind(survey, ProbeKind.PolicyDenied);
        return new Totals
        {
            Edges = edges,
            Failed = failed,
            Translated = translated,
            WrongNode = wrong,
            Sent = sent,
            Lost = lost,
            SameNode = same,
            SameNodeFailed = sameFailed,
            PolicyAllowed = allowed,
            PolicyAllowedFailed = allowedFailed,
            PolicyDenied = denied,
            PolicyDeniedFailed = deniedFailed,
        };
    }

    private static (int Seen, int Failed) Kind(Survey survey, ProbeKind kind)
    {
        var (seen, failed) = (0, 0);
        for (var i = 0; i < survey.Count; i++)
        {
            seen += survey.Seen(i, kind) == Observed.Unknown ? 0 : 1;
            failed += survey.Seen(i, kind) == Observed.Bad ? 1 : 0;
        }

        return (seen, failed);
    }
}
