using CniOperator.Health.Kubelet;
using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What kind of fault it is that pods do not reach pods: by what else works there, and by how the failures look.</summary>
internal static class PodClassifier
{
    internal static (FaultClass Class, string Notes) Classify(Survey survey, EdgePlane plane, in Located found) =>
        found.Scope switch
        {
            VerdictScope.Node when found.Direction == Direction.Out => Sender(survey, plane, found.A),
            VerdictScope.Node => Node(survey, plane, found),
            VerdictScope.Link => LinkClassifier.Classify(survey, plane, found),
            _ => ClusterClassifier.Classify(survey, plane, found),
        };

    /// <summary>Others reach it, it does not reach them: a matter of the sender.</summary>
    private static (FaultClass, string) Sender(Survey survey, EdgePlane plane, int node)
    {
        var faults = FaultTally.Of(plane, node, outOnly: true);
        if (survey.IsLate(node) || faults.MostlyLate)
            return (FaultClass.ProberStarved, $"its timers are {survey.Canaries[node]?.TimerLagMilliseconds} ms late");
        if (faults.MostlyNoResources)
            return (FaultClass.NoResources, "it gets no port or buffer");
        return faults.MostlyForbidden
            ? (FaultClass.ForbiddenBySender, "sending is forbidden there")
            : (FaultClass.OutboundBlocked, "others reach it");
    }

    private static (FaultClass, string) Node(Survey survey, EdgePlane plane, in Located found)
    {
        var node = found.A;
        var notes = LocalNotes.Of(survey, node, IsCurrent(survey, plane, node));
        return (Reach(survey, plane, found, notes), notes.ToString());
    }

    private static FaultClass Reach(Survey survey, EdgePlane plane, in Located found, in LocalNotes local)
    {
        var faults = FaultTally.Of(plane, found.A, outOnly: false);
        if (faults.MostlyWrongNode)
            return FaultClass.WrongNodeAnswers;
        if (local.Underlay == Observed.Bad)
            return local.LeaseIsOld ? FaultClass.NodeDown : FaultClass.UnderlayDown;
        if (!local.IsCurrent && local.LeaseIsOld)
            return FaultClass.NodeDown;
        if (local.SelfTest == Observed.Bad || IsStarved(survey, found.A, local))
            return FaultClass.ProberStarved;
        if (local.HostToPod == Observed.Bad && local.HostToEcho == Observed.Well)
            return FaultClass.OnePodCutOff;
        if (faults.OftenNoRoute || (local.IsCurrent && HostFaults(survey, plane, found.A).MostlyNoRoute))
            return FaultClass.RouteMissing;
        if (survey.Facts.Policies.Count > 0 && local.SameNode == Observed.Bad && local.HostToPod == Observed.Well)
            return FaultClass.PolicyBlocked;
        if (found.OutFailed > 0 && local.HostToOthers == Observed.Well && local.HostToPod != Observed.Bad)
            return FaultClass.ForwardDropped;
        return Blocked(survey, plane, found, local, faults);
    }

    /// <summary>Its timers are late, and its host, which is not, reaches the pods of others.</summary>
    private static bool IsStarved(Survey survey, int node, in LocalNotes local) =>
        local.IsCurrent && survey.IsLate(node) && (local.HostToOthers != Observed.Bad || survey.IsProberLate(node));

    /// <summary>
    /// How the host's own probes to pods of others fail. The kernel tells a process of the host each time that there is no route; to a pod
    /// it says so once a second at most, and not at all to one that goes on trying.
    /// </summary>
    private static FaultTally HostFaults(Survey survey, EdgePlane plane, int node) =>
        FaultTally.Of(survey.Host[plane == survey.Small[1] ? 1 : 0], node, outOnly: true);

    private static FaultClass Blocked(Survey survey, EdgePlane plane, in Located found, in LocalNotes local, in FaultTally faults)
    {
        if (found is { Direction: Direction.In, OutTotal: > 0 })
            return FaultClass.InboundBlocked;
        if (faults.MostlyNoResources)
            return FaultClass.NoResources;
        if (faults.MostlyForbidden)
            return FaultClass.ForbiddenBySender;
        var arrivals = Arrivals.Of(survey, plane, found.A);
        if (arrivals.OnlyIn || arrivals.OnlyOut)
            return FaultClass.OverlayOneWay;
        return local.Underlay == Observed.Well || local.SameNode == Observed.Well || local.HostToPod == Observed.Well
            ? FaultClass.OverlayBlocked
            : FaultClass.Unreachable;
    }

    /// <summary>Whether one of the node's agents has reported since others fail to reach it; else what they said is from before.</summary>
    private static bool IsCurrent(Survey survey, EdgePlane plane, int node)
    {
        var edges = plane.Edges;
        var since = 0;
        var round = (int)survey.Settings.Round.TotalMilliseconds;
        for (var e = plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
        {
            if (edges[e].Failed)
                since = Math.Max(since, edges[e].FailingFor(round));
        }

        return (survey.Canaries[node] is not null && survey.CanaryAges[node] < since)
            || (survey.Probers[node] is not null && survey.ProberAges[node] < since);
    }
}
