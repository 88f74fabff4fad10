using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Where something else explains lost probes: a node that is cut off or whose agent is late, zones that do not reach each other, a cluster
/// that is broken. What such a node lost is forgotten, and it is counted again when all that reports say of it is newer.
/// </summary>
internal sealed class LossExplanation
{
    private readonly LossMemory _memory;
    private readonly int _now;
    private int[] _explained;
    private byte[] _raised;

    private LossExplanation(LossMemory memory, int now) =>
        (_memory, _now, _explained, _raised) = (memory, now, memory.Explained, memory.Raised);

    internal static LossMemory Update(Survey survey, PodJudge pods, LossMemory memory, VerdictState previous, List<Raw> raws)
    {
        var explanation = new LossExplanation(memory, NodeMemory.Seconds(survey.Facts.Now));
        for (var i = 0; i < survey.Count; i++)
        {
            if (pods.IsGlobal || pods.Blamed.Contains(i) || survey.IsLate(i))
                explanation.Explain(i);
        }

        explanation.ExplainZones(survey, raws);
        explanation.ExplainVerdicts(survey, pods, previous);
        return memory with { Explained = explanation._explained, Raised = explanation._raised };
    }

    private void ExplainZones(Survey survey, List<Raw> raws)
    {
        foreach (var raw in raws)
        {
            for (var i = 0; raw.Scope == VerdictScope.ZonePair && i < survey.Count; i++)
            {
                if (survey.Zones[i] == raw.A || survey.Zones[i] == raw.B)
                    Explain(i);
            }
        }
    }

    /// <summary>What was said until now and is not over yet.</summary>
    private void ExplainVerdicts(Survey survey, PodJudge pods, VerdictState previous)
    {
        foreach (var (key, remembered) in previous.Verdicts)
        {
            var isOutage = key is { Scope: VerdictScope.Node, Area: HealthArea.PodToPod } && FaultKinds.IsOutage(remembered.Verdict.Class);
            if (isOutage && survey.Index.TryGetValue(key.Node, out var node) && !pods.Lossy.Contains(node))
                Explain(node);
        }
    }

    private void Explain(int node)
    {
        _explained = ReferenceEquals(_explained, _memory.Explained) ? [.. _explained] : _explained;
        _explained[node] = _now;
        if (_raised[node] == 0)
            return;
        _raised = ReferenceEquals(_raised, _memory.Raised) ? [.. _raised] : _raised;
        _raised[node] = 0;
    }
}
