using System.Numerics;
using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Loss of a part of the packets, by summing up for each node, minute by minute, how much likelier what was lost is under a bad loss than
/// under the usual one (a CUSUM test): a heavy loss is sure after a minute, a slight one after many, and chance never sums up. The nodes
/// with the most come first, and take their edges with them: their neighbours share their losses.
/// </summary>
internal sealed class LossJudge
{
    private const int Minute = 60;

    private readonly Survey _survey;
    private readonly HashSet<int> _blamed;
    private readonly int[] _sent;
    private readonly int[] _lost;

    /// <summary>The rounds of a minute, as bits.</summary>
    private readonly uint _minute;

    private LossJudge(Survey survey, HashSet<int> blamed)
    {
        (_survey, _blamed, _sent, _lost) = (survey, blamed, new int[survey.Count], new int[survey.Count]);
        _minute = (1u << Math.Clamp((int)(Minute / survey.Settings.Round.TotalSeconds), 1, 31)) - 1;
    }

    internal static NodeMemory Judge(Survey survey, PodJudge pods, NodeMemory memory, List<Raw> raws)
    {
        var (now, blamed) = (NodeMemory.Seconds(survey.Facts.Now), new HashSet<int>(pods.Blamed));
        var judge = new LossJudge(survey, blamed);
        if (now - memory.LossCounted >= Minute)
            memory = judge.Counted(memory, now);
        // So much is lost that most edges failed in one round, and not all.
        for (var r = 0; r < raws.Count; r++)
        {
            if (raws[r] is { Scope: VerdictScope.Node } raw && memory.IsLossy[raw.A] && raw.Evidence.IsPart)
                raws[r] = raw with { Class = FaultClass.PacketLoss };
        }

        for (var i = 0; i < survey.Count; i++)
        {
            if (memory.IsLossy[i] && pods.Blamed.Add(i))
                raws.Add(judge.Of(i));
        }

        return memory;
    }

    private NodeMemory Counted(NodeMemory memory, int now)
    {
        Sum();
        var (loss, lossy) = ((float[])memory.Loss.Clone(), (bool[])memory.IsLossy.Clone());
        var enough = (float)_survey.Settings.LossEvidence;
        // Heaviest first, as long as there is one; then the others, without its edges.
        var order = Enumerable.Range(0, _survey.Count).Where(i => _lost[i] > 0).OrderByDescending(i => loss[i] + Step(i)).ToArray();
        foreach (var node in order)
        {
            if (loss[node] + Step(node) >= enough && HasSeveralPartners(node))
                lossy[node] = true;
            if (lossy[node])
                TakeOut(node, ref loss[node]);
        }

        for (var i = 0; i < loss.Length; i++)
        {
            if (_sent[i] > 0)
                loss[i] = Math.Clamp(loss[i] + Step(i), 0, enough * 1.25f);
            lossy[i] &= loss[i] >= enough / 2;
        }

        return memory with
        {
            Loss = loss,
            IsLossy = lossy,
            LossCounted = now,
        };
    }

    /// <summary>How far one minute moves the sum.</summary>
    private float Step(int node)
    {
        var (usual, bad) = (_survey.Settings.UsualLoss, _survey.Settings.BadLoss);
        return (float)(_lost[node] * Math.Log(bad / usual) + (_sent[node] - _lost[node]) * Math.Log((1 - bad) / (1 - usual)));
    }

    private void Sum()
    {
        foreach (var plane in _survey.Small)
        {
            foreach (ref readonly var edge in plane.Edges)
                Count(edge, 1);
        }
    }

    private void Count(in Edge edge, int by)
    {
        if (!IsCounted(edge))
            return;
        var (sent, lost) = InPart(edge);
        _sent[edge.From] += by * sent;
        _sent[edge.To] += by * sent;
        _lost[edge.From] += by * lost;
        _lost[edge.To] += by * lost;
    }

    private bool IsCounted(in Edge edge) =>
        !_blamed.Contains(edge.From)
        && !_blamed.Contains(edge.To)
        && !_survey.RestartedLately(edge.From)
        && !_survey.RestartedLately(edge.To);

    /// <summary>
    /// What was lost in rounds that did not fail. A failed round lost both tries: an outage, however short, is something else.
    /// </summary>
    private (int Sent, int Lost) InPart(in Edge edge)
    {
        var failed = 2 * BitOperations.PopCount(edge.Rounds & _minute);
        return (Math.Max(0, edge.Sent - failed), Math.Max(0, edge.Lost - failed));
    }

    /// <summary>Adds what the node's own edges say to its sum, and takes them from its neighbours.</summary>
    private void TakeOut(int node, ref float loss)
    {
        loss = Math.Clamp(loss + Step(node), 0, (float)_survey.Settings.LossEvidence * 1.25f);
        ForEachEdge(node, (in Edge edge) => Count(edge, -1));
        (_sent[node], _lost[node]) = (0, 0);
        _blamed.Add(node);
    }

    /// <summary>When most of the loss is towards one other node it is the way between the two, unless there are no more.</summary>
    private bool HasSeveralPartners(int node)
    {
        var (most, all) = (0, 0);
        var partners = new Dictionary<int, int>();
        ForEachEdge(node, (in Edge edge) =>
        {
            if (!IsCounted(edge))
                return;
            var partner = edge.From == node ? edge.To : edge.From;
            var lost = partners[partner] = partners.GetValueOrDefault(partner) + edge.Lost;
            (most, all) = (Math.Max(most, lost), all + edge.Lost);
        });
        return most * 4 <= all * 3;
    }

    private delegate void EdgeAction(in Edge edge);

    private void ForEachEdge(int node, EdgeAction action)
    {
        foreach (var plane in _survey.Small)
        {
            for (var e = plane.FirstFrom(node); e >= 0; e = plane.Edges[e].NextFrom)
                action(plane.Edges[e]);
            for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
                action(plane.Edges[e]);
        }
    }

    private Raw Of(int node)
    {
        var (sent, lost) = (0, 0);
        ForEachEdge(node, (in Edge edge) => (sent, lost) = (sent + edge.Sent, lost + edge.Lost));
        return new Raw
        {
            Scope = VerdictScope.Node,
            Area = HealthArea.PodToPod,
            Class = FaultClass.PacketLoss,
            A = node,
            Evidence = new VerdictEvidence
            {
                Notes = $"{(sent == 0 ? 0 : 100.0 * lost / sent):0.0} % of {sent} probes from and to it lost in the last minute",
            },
        };
    }
}
