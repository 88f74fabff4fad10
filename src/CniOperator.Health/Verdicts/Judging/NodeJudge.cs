using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>How each node is, and how many are how.</summary>
internal static class NodeJudge
{
    private const float SuspectShare = 0.3f;

    internal static NodeHealth[] Judge(
        Survey survey,
        PodJudge pods,
        NodeMemory memory,
        IReadOnlyList<Verdict> verdicts,
        out HealthCounts counts
    )
    {
        var named = Named(survey, verdicts, out var cluster);
        var nodes = new NodeHealth[survey.Count];
        Span<int> states = stackalloc int[4];
        var (reporting, excused) = (0, 0);
        for (var i = 0; i < nodes.Length; i++)
        {
            var (state, reason) = named[i].Reason is null ? Unnamed(survey, pods, memory, cluster, i) : named[i];
            nodes[i] = new NodeHealth(survey.Ids[i], survey.Name(i), state, survey.Notes[i], reason ?? "");
            states[(int)state]++;
            reporting += survey.Canaries[i] is null ? 0 : 1;
            excused += survey.Alarms(i) ? 0 : 1;
        }

        counts = new HealthCounts(
            nodes.Length,
            reporting,
            states[(int)NodeState.Healthy],
            states[(int)NodeState.Faulty],
            states[(int)NodeState.Suspect],
            states[(int)NodeState.Unknown],
            excused
        );
        return nodes;
    }

    private static (NodeState State, string? Reason)[] Named(Survey survey, IReadOnlyList<Verdict> verdicts, out Verdict? cluster)
    {
        var named = new (NodeState State, string? Reason)[survey.Count];
        cluster = null;
        // Backwards: what raises an alarm, and is larger, comes first in the list and wins.
        for (var i = verdicts.Count - 1; i >= 0; i--)
        {
            var verdict = verdicts[i];
            if (verdict is { Scope: VerdictScope.Global, Area: HealthArea.PodToPod } && FaultKinds.IsOutage(verdict.Class))
                cluster = verdict;
            if (verdict.Subject.Node == NodeId.None)
                continue;
            var state =
                !FaultKinds.Proves(verdict.Class) ? NodeState.Unknown
                : verdict.Scope == VerdictScope.Node ? NodeState.Faulty
                : NodeState.Suspect;
            named[survey.Index[verdict.Subject.Node]] = (state, verdict.Title);
            if (verdict.Subject.Other != NodeId.None)
                named[survey.Index[verdict.Subject.Other]] = (state, verdict.Title);
        }

        return named;
    }

    private static (NodeState State, string Reason) Unnamed(Survey survey, PodJudge pods, NodeMemory memory, Verdict? cluster, int node)
    {
        if (cluster is not null)
            return (cluster.Class == FaultClass.PolicyBlocked ? NodeState.Unknown : NodeState.Suspect, cluster.Title);
        if (survey.Canaries[node] is not { } report)
            return (NodeState.Unknown, IsReached(survey, node) ? "its canary answers, and does not report" : "its canary does not report");
        if (!survey.Settled[node])
            return (NodeState.Unknown, "its canary does not run, or started a moment ago");
        var known = memory.Known[(int)HealthArea.PodToPod][node];
        if (known == 0 || NodeMemory.Seconds(survey.Facts.Now) - known > survey.Settings.SilentAfter.TotalSeconds)
            return (NodeState.Unknown, report.Rounds < 1 ? "its first round of probes is not over" : "it reports no probes to others");
        if (pods.Unexplained[node] >= SuspectShare)
            return (NodeState.Suspect, $"{100 * pods.Unexplained[node]:0} % of the probes to and from it fail");
        return survey.Count == 1 || IsReached(survey, node)
            ? (NodeState.Healthy, "")
            : (NodeState.Unknown, "no other node says whether it reaches it");
    }

    private static bool IsReached(Survey survey, int node)
    {
        foreach (var plane in survey.Small)
        {
            for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
            {
                if (!plane.Edges[e].Failed)
                    return true;
            }
        }

        return false;
    }
}
