using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Whether requests arrive although their senders see no answer: the receivers count them. A round trip alone cannot tell which half of it
/// fails.
/// </summary>
internal readonly record struct Arrivals(int InChecked, int InArrived, int OutChecked, int OutArrived)
{
    /// <summary>Requests to the node arrive, and its own do not arrive elsewhere: what it sends is lost.</summary>
    internal bool OnlyIn => InChecked > 0 && InArrived * 2 > InChecked && OutChecked > 0 && OutArrived * 2 < OutChecked;

    /// <summary>The other way round: what is sent to it is lost.</summary>
    internal bool OnlyOut => OutChecked > 0 && OutArrived * 2 > OutChecked && InChecked > 0 && InArrived * 2 < InChecked;

    internal static Arrivals Of(Survey survey, EdgePlane plane, int node)
    {
        var edges = plane.Edges;
        var result = new Arrivals();
        for (var e = plane.FirstTo(node); e >= 0; e = edges[e].NextTo)
        {
            if (Arrived(survey, edges[e]) is { } arrived)
                result = result with { InChecked = result.InChecked + 1, InArrived = result.InArrived + (arrived ? 1 : 0) };
        }

        for (var e = plane.FirstFrom(node); e >= 0; e = edges[e].NextFrom)
        {
            if (Arrived(survey, edges[e]) is { } arrived)
                result = result with { OutChecked = result.OutChecked + 1, OutArrived = result.OutArrived + (arrived ? 1 : 0) };
        }

        return result;
    }

    /// <summary>
    /// Of a failed edge, whether its requests arrived since it fails; <c>null</c> when the receiver has not reported since.
    /// </summary>
    internal static bool? Arrived(Survey survey, in Edge edge)
    {
        if (!edge.Failed || survey.Canaries[edge.To] is not { } receiver)
            return null;
        var failing = edge.FailingFor((int)survey.Settings.Round.TotalMilliseconds);
        var age = survey.CanaryAges[edge.To];
        if (age > failing)
            return null;
        var source = survey.Ids[edge.From];
        for (var i = 0; i < receiver.Received.Count; i++)
        {
            if (receiver.Received[i].Source == source)
                return receiver.Received[i].AgeMilliseconds + age <= failing + survey.Settings.Round.TotalMilliseconds / 2;
        }

        return false;
    }
}
