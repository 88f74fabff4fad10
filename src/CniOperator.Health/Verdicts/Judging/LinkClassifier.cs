using CniOperator.Health.Verdicts.Locating;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What kind of fault a single way has.</summary>
internal static class LinkClassifier
{
    internal static (FaultClass Class, string Notes) Classify(Survey survey, EdgePlane plane, in Located found)
    {
        var (faults, requests, answers) = (new FaultTally(), 0, 0);
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
        if (faults.OftenNoRoute)
            return (FaultClass.RouteMissing, "");
        // Requests arrive one way: the answers to them are lost where the other node's requests are.
        if (requests > 0 && answers < 2)
            return (FaultClass.OverlayOneWay, "requests arrive, answers do not");
        return (FaultClass.Unreachable, answers > 0 ? "requests do not arrive" : "");
    }
}
