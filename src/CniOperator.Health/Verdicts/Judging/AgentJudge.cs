using CniOperator.Health.Kubelet;
using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>The agents themselves: two with one identity, and canaries that do not start.</summary>
internal static class AgentJudge
{
    internal static NodeMemory Judge(Survey survey, NodeMemory memory, List<Raw> raws)
    {
        var now = NodeMemory.Seconds(survey.Facts.Now);
        var (canaries, probers) = (memory.Canaries.With(survey.Canaries, now), memory.Probers.With(survey.Probers, now));
        var stopped = memory.Stopped;
        for (var i = 0; i < survey.Count; i++)
        {
            if (canaries.HasTwins(i, now) || probers.HasTwins(i, now))
                raws.Add(Of(HealthArea.Coverage, FaultClass.TwoAgents, i, "reports of two processes alternate"));
            var since =
                Runs(survey, i) ? 0
                : stopped[i] == 0 ? now
                : stopped[i];
            if (since != stopped[i])
            {
                if (ReferenceEquals(stopped, memory.Stopped))
                    stopped = [.. stopped];
                stopped[i] = since;
            }

            if (since != 0 && now - since >= survey.Settings.PodStart.TotalSeconds)
                raws.Add(Of(HealthArea.Coverage, FaultClass.PodsDoNotStart, i, Message(survey, i, now - since)));
        }

        return memory with
        {
            Canaries = canaries,
            Probers = probers,
            Stopped = stopped,
        };
    }

    /// <summary>In an outage of the API server what was last seen of pods is too old to count.</summary>
    private static bool Runs(Survey survey, int node) =>
        survey.NodesOld
        || survey.Facts.Nodes[node].Canary is not { } canary
        || (canary is { Started: not null, Readiness: not CanaryReadiness.NotRunning } && survey.Settled[node]);

    private static string Message(Survey survey, int node, int seconds)
    {
        var message = survey.Facts.Nodes[node].Canary?.Message;
        return $"the canary has not run for {seconds / 60} min{(string.IsNullOrEmpty(message) ? "" : ": " + message)}";
    }

    private static Raw Of(HealthArea area, FaultClass fault, int node, string notes) =>
        new()
        {
            Scope = VerdictScope.Node,
            Area = area,
            Class = fault,
            A = node,
            Evidence = new VerdictEvidence { Notes = notes },
        };
}
