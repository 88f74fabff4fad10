using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Asks each node what is wrong with itself. What more than half of those that could tell say is said once, of the cluster; what follows
/// from a fault of the pod network is not said at all.
/// </summary>
internal static class LocalJudge
{
    private delegate FaultClass? Question(Survey survey, int node);

    internal static void Judge(Survey survey, PodJudge pods, List<Raw> raws)
    {
        Ask(survey, pods, HealthArea.Service, Local.Service, raws);
        if (survey.Facts.Expected.ClusterDns)
            Ask(survey, pods, HealthArea.Dns, Local.Dns, raws);
        Ask(survey, pods, HealthArea.PodToPod, Local.SameNode, raws);
        Ask(survey, pods, HealthArea.PodToPod, Local.Policy, raws);
        Ask(survey, pods, HealthArea.PodToPod, Local.Translation, raws);
    }

    private static void Ask(Survey survey, PodJudge pods, HealthArea area, Question question, List<Raw> raws)
    {
        if (pods.IsGlobal || pods.IsHeld)
            return;
        var answers = new List<(int Node, FaultClass Class)>();
        var asked = 0;
        for (var i = 0; i < survey.Count; i++)
        {
            if (pods.Blamed.Contains(i) || !survey.Settled[i] || (survey.Canaries[i] is null && survey.Probers[i] is null))
                continue;
            asked++;
            if (question(survey, i) is { } fault && (!MayBeChance(pods, i, area) || Local.IsSure(survey, i, area)))
                answers.Add((i, fault));
        }

        foreach (var same in answers.GroupBy(a => a.Class))
            Say(survey, area, same.Key, [.. same.Select(a => a.Node)], asked, raws);
    }

    /// <summary>
    /// What fails at a node that loses packets may be that loss. A Service leads to pods of broken nodes until Kubernetes takes them out: a
    /// probe and its retry may both be led there, some rounds in a row. And what leads to other nodes, as DNS does, fails while the way
    /// there does: what is wrong with that way is known a little later.
    /// </summary>
    private static bool MayBeChance(PodJudge pods, int node, HealthArea area) =>
        pods.Lossy.Contains(node)
        || (area is HealthArea.Service or HealthArea.Dns && (pods.Blamed.Count > 0 || pods.Unexplained[node] > 0));

    private static void Say(Survey survey, HealthArea area, FaultClass fault, int[] nodes, int asked, List<Raw> raws)
    {
        if (nodes.Length >= 2 && nodes.Length * 2 > asked)
        {
            var policies = fault == FaultClass.PolicyBlocked ? $"; selected by {string.Join(", ", survey.Facts.Policies.Take(3))}" : "";
            raws.Add(
                new Raw
                {
                    Scope = VerdictScope.Global,
                    Area = area,
                    Class = fault,
                    Evidence = new VerdictEvidence { Notes = $"on {nodes.Length} of {asked} nodes{policies}" },
                }
            );
            return;
        }

        foreach (var node in nodes)
        {
            raws.Add(
                new Raw
                {
                    Scope = VerdictScope.Node,
                    Area = area,
                    Class = fault,
                    A = node,
                    Evidence = new VerdictEvidence { Notes = Local.Notes(survey, node, fault) },
                }
            );
        }
    }
}
