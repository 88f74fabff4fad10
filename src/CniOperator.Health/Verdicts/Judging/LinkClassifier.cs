using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What kind of fault a single way has.</summary>
internal static class LinkClassifier
{
    internal static (FaultClass Class, string Notes) Classify(Survey survey, EdgePlane plane, in Located found)
    {
        var (faults, requests, answers, hosts) = (new FaultTally(), 0, 0, survey.Host[plane == survey.Small[1] ? 1 : 0]);
        foreach (var (from, to) in (ReadOnlySpan<(int, int)>)[(found.A, found.B), (found.B, found.A)])
        {
            for (var e = plane.FirstFrom(from); e >= 0; e = plane.Edges[e].NextFrom)
            {
                ref readonly var edge = ref plane.Edges[e];
                if (edge.To != to || !edge.Failed)
                    continue;
                faults.Add(edge.Fault);
                var arrived = Arrivals.Arrived(survey, edge);
                requests += arrived == true ? 1 : 0;
                answers += arrived == false ? 1 : 0;
            }
        }

        if (faults.MostlyWrongNode)
            return (FaultClass.WrongNodeAnswers, "");
        if (faults.OftenNoRoute || HasNoRoute(hosts, found.A, found.B) || HasNoRoute(hosts, found.B, found.A))
            return (FaultClass.RouteMissing, "");
        // Requests arrive one way: the answers to them are lost where the other node's requests are.
        if (requests > 0 && answers < 2)
            return (FaultClass.OverlayOneWay, "requests arrive, answers do not");
        return (FaultClass.Unreachable, answers > 0 ? "requests do not arrive" : "");
    }

    /// <summary>The host of a node was told that it has no route to the pods of another.</summary>
    private static bool HasNoRoute(EdgePlane hosts, int from, int to)
    {
        var faults = new FaultTally();
        for (var e = hosts.FirstFrom(from); e >= 0; e = hosts.Edges[e].NextFrom)
        {
            if (hosts.Edges[e].To == to && hosts.Edges[e].Failed)
                faults.Add(hosts.Edges[e].Fault);
        }

        return faults.MostlyNoRoute;
    }
}
