using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What kind of fault the whole cluster has, or everything between two zones.</summary>
internal static class ClusterClassifier
{
    internal static (FaultClass Class, string Notes) Classify(Survey survey, EdgePlane plane, in Located found)
    {
        if (found.Split > 0)
            return (FaultClass.NetworkSplit, $"{found.Split} of {survey.Count} nodes reach each other and not the others");
        var (local, localFails, underlay, underlayFails, host, hostFails) = Sum(survey, found);
        var notes = Notes(local, localFails, underlay, underlayFails);
        if (found.Scope == VerdictScope.Global && survey.Facts.Policies.Count > 0 && local > 2 * localFails)
            return (FaultClass.PolicyBlocked, $"selected by {string.Join(", ", survey.Facts.Policies.Take(3))}; {notes}".TrimEnd(' ', ';'));
        var faults = FaultTally.Of(plane);
        if (faults.MostlyWrongNode)
            return (FaultClass.WrongNodeAnswers, notes);
        if (faults.OftenNoRoute || FaultTally.Of(survey.Host[plane == survey.Small[1] ? 1 : 0]).MostlyNoRoute)
            return (FaultClass.RouteMissing, notes);
        if (underlayFails * 2 > underlay)
            return (FaultClass.UnderlayDown, notes);
        if (found.Scope == VerdictScope.Global && host > 2 * hostFails)
            return (FaultClass.ForwardDropped, notes);
        return (underlay > 0 || local > 2 * localFails ? FaultClass.OverlayBlocked : FaultClass.Unreachable, notes);
    }

    private static (int Local, int LocalFails, int Underlay, int UnderlayFails, int Host, int HostFails) Sum(
        Survey survey,
        in Located found
    )
    {
        var (local, localFails, underlay, underlayFails, host, hostFails) = (0, 0, 0, 0, 0, 0);
        for (var i = 0; i < survey.Count; i++)
        {
            if (found.Scope == VerdictScope.ZonePair && survey.Zones[i] != found.A && survey.Zones[i] != found.B)
                continue;
            var (seen, tally) = (survey.Seen(i, ProbeKind.HostToLocalPod), survey.Tallies[i]);
            local += seen == Observed.Unknown ? 0 : 1;
            localFails += seen == Observed.Bad ? 1 : 0;
            underlay += tally.UnderlayIn;
            underlayFails += tally.UnderlayInFailed;
            host += tally.HostOut;
            hostFails += tally.HostOutFailed;
        }

        return (local, localFails, underlay, underlayFails, host, hostFails);
    }

    private static string Notes(int local, int localFails, int underlay, int underlayFails)
    {
        var first = local > 0 ? $"host to own pods fails on {localFails}/{local}" : "";
        return underlay > 0 ? $"{first}; underlay fails {underlayFails}/{underlay}".TrimStart(' ', ';') : first;
    }
}
