using System.Numerics;
using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// What probes lost in the last minute, by nodes, without what something else explains: a probe that failed with its retry is an outage,
/// however short, and where an outage was named, or an agent was late or new, single probes are lost as it begins and as it ends.
/// </summary>
internal sealed class LossCounts
{
    private readonly Survey _survey;
    private readonly int _span;

    /// <summary>The rounds of a minute, and the one that is just leaving it, as bits.</summary>
    private readonly uint _minute;

    /// <summary>For how many seconds nothing else has explained what a node lost.</summary>
    private readonly int[] _quiet;

    private readonly bool[] _out;

    internal LossCounts(Survey survey, int[] explained)
    {
        (_survey, _span) = (survey, Span(survey.Settings));
        _minute = uint.MaxValue >> (31 - Math.Clamp((int)(_span / survey.Settings.Round.TotalSeconds), 1, 31));
        (_quiet, _out) = (new int[survey.Count], new bool[survey.Count]);
        (Sent, Lost) = (new int[survey.Count], new int[survey.Count]);
        for (var i = 0; i < _quiet.Length; i++)
            _quiet[i] = Quiet(i, explained[i]);
        foreach (var planes in (ReadOnlySpan<EdgePlane[]>)[survey.Small, survey.Host])
        {
            foreach (var plane in planes)
                Add(plane);
        }
    }

    /// <summary>Probes from and to each node.</summary>
    internal int[] Sent { get; }

    internal int[] Lost { get; }

    /// <summary>All probes; without those from and to nodes that were taken out.</summary>
    internal long AllSent { get; private set; }

    internal long AllLost { get; private set; }

    /// <summary>
    /// How many seconds a report covers: a minute, or as many rounds as it has. (An agent keeps 31, so with the shortest rounds that is
    /// less.)
    /// </summary>
    internal static int Span(VerdictSettings settings) => (int)Math.Max(1, Math.Min(60, 31 * settings.Round.TotalSeconds));

    /// <summary>Its edges were taken out.</summary>
    internal bool IsOut(int node) => _out[node];

    /// <summary>Takes a node's edges from its neighbours; its own counts stay.</summary>
    internal void TakeOut(int node)
    {
        ForEachEdge(node, (in Edge edge) =>
        {
            if (!IsCounted(edge))
                return;
            var (sent, lost) = InPart(edge);
            var partner = edge.From == node ? edge.To : edge.From;
            (Sent[partner], Lost[partner]) = (Sent[partner] - sent, Lost[partner] - lost);
            (AllSent, AllLost) = (AllSent - sent, AllLost - lost);
        });
        _out[node] = true;
    }

    /// <summary>When most of the loss is towards one other node it is the way between the two.</summary>
    internal bool IsSpread(int node)
    {
        var (most, all) = (0, 0);
        var partners = new Dictionary<int, int>();
        ForEachEdge(node, (in Edge edge) =>
        {
            if (!IsCounted(edge))
                return;
            var partner = edge.From == node ? edge.To : edge.From;
            var lost = partners[partner] = partners.GetValueOrDefault(partner) + InPart(edge).Lost;
            (most, all) = (Math.Max(most, lost), all + InPart(edge).Lost);
        });
        return most * 4 <= all * 3;
    }

    private int Quiet(int node, int explained)
    {
        var now = _survey.Facts.Now;
        var quiet = NodeMemory.Seconds(now) - explained;
        if (_survey.Facts.Nodes[node].Canary is not { } canary)
            return quiet;
        return canary.Started is not { } started
            ? 0
            : (int)Math.Clamp((now - started - _survey.Settings.Settling).TotalSeconds, int.MinValue, quiet);
    }

    private void Add(EdgePlane plane)
    {
        foreach (ref readonly var edge in plane.Edges)
        {
            if (!IsCounted(edge))
                continue;
            var (sent, lost) = InPart(edge);
            Sent[edge.From] += sent;
            Sent[edge.To] += sent;
            Lost[edge.From] += lost;
            Lost[edge.To] += lost;
            (AllSent, AllLost) = (AllSent + sent, AllLost + lost);
        }
    }

    private bool IsCounted(in Edge edge) =>
        !edge.WasCut(_minute)
        && !_out[edge.From]
        && !_out[edge.To]
        && Math.Min(_quiet[edge.From], _quiet[edge.To]) > _span + edge.Age / 1000;

    /// <summary>What was lost in rounds that did not fail; one that did lost both tries.</summary>
    private (int Sent, int Lost) InPart(in Edge edge)
    {
        var failed = 2 * BitOperations.PopCount(edge.Rounds & _minute);
        var sent = Math.Clamp(edge.Sent - failed, 0, 1000);
        return (sent, Math.Clamp(edge.Lost - failed, 0, sent));
    }

    private delegate void EdgeAction(in Edge edge);

    private void ForEachEdge(int node, EdgeAction action)
    {
        foreach (var planes in (ReadOnlySpan<EdgePlane[]>)[_survey.Small, _survey.Host])
        {
            foreach (var plane in planes)
            {
                for (var e = plane.FirstFrom(node); e >= 0; e = plane.Edges[e].NextFrom)
                    action(plane.Edges[e]);
                for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
                    action(plane.Edges[e]);
            }
        }
    }
}
