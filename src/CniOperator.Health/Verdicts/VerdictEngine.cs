using CniOperator.Health.Verdicts.Judging;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts;

/// <summary>
/// What nodes, graph and reports mean together. A pure function: the same facts after the same state give the same judgement. From the
/// large to the small: the cluster, two zones, nodes, single ways.
/// </summary>
/// <remarks>
/// What it never does: take silence for health, or the API server's silence for a fault of the network; drop a node because it is not
/// ready; blame neighbours of a broken node; call a NetworkPolicy a broken network.
/// </remarks>
public static class VerdictEngine
{
    /// <summary>Judges facts.</summary>
    /// <param name="facts">What is known now.</param>
    /// <param name="previous">What the judgement before left; <see cref="VerdictState.Empty"/> for the first.</param>
    public static HealthJudgement Judge(HealthFacts facts, VerdictState previous)
    {
        var memory = previous.Nodes.For(facts.Nodes);
        using var survey = SurveyReader.Read(facts, memory);
        var raws = new List<Raw>();
        var pods = new PodJudge(survey);
        pods.Judge(IsPatient(facts, previous), raws);
        FlickeringNodes.Judge(survey, pods, memory.Loss, previous, raws);
        memory = StarvedJudge.Judge(survey, pods, memory, raws);
        memory = memory with { Loss = LossJudge.Judge(survey, pods, memory.Loss, previous, raws) };
        pods.JudgeLinks(raws);
        SizeJudge.Judge(survey, pods, raws);
        LocalJudge.Judge(survey, pods, raws);
        var kubelets = KubeletJudge.Judge(survey, pods, raws);
        memory = AgentJudge.Judge(survey, memory, raws);
        memory = KnownAreas.Update(survey, pods, kubelets, memory);
        var ledger = Ledger.Merge(survey, raws, previous);
        var started = previous.Started ?? facts.Now;
        var nodes = NodeJudge.Judge(survey, pods, memory, ledger.Verdicts, out var counts);
        return new HealthJudgement
        {
            Verdicts = ledger.Verdicts,
            Areas = new AreaJudge(survey, memory, ledger.Verdicts, facts.Now - started < facts.Settings.SilentAfter).Judge(),
            Nodes = nodes,
            Counts = counts,
            Totals = TotalsReader.Read(survey),
            Next = new VerdictState
            {
                Verdicts = ledger.Remembered,
                Nodes = memory,
                Started = started,
                Developing = pods.IsDeveloping ? previous.Developing ?? facts.Now : null,
            },
        };
    }

    /// <summary>For a round and a little, what develops may turn out to be one large thing.</summary>
    private static bool IsPatient(HealthFacts facts, VerdictState previous) =>
        previous.Developing is not { } since || facts.Now - since < facts.Settings.Round + TimeSpan.FromSeconds(2);
}
