using System.Text;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>Messages of areas: what was seen, and the first thing to do.</summary>
internal static class AreaTexts
{
    private const int Listed = 3;

    internal static string Failed(List<Verdict> verdicts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(verdicts.Count, Listed); i++)
            text.Append(i == 0 ? "" : "; ").Append(verdicts[i]);
        if (verdicts.Count > Listed)
            text.Append("; and ").Append(verdicts.Count - Listed).Append(" more");
        return text.Append(". To do: ").Append(verdicts[0].Hint).ToString();
    }

    internal static string Missing(Survey survey, List<int> missing, int known) =>
        $"{known} of {survey.Required} nodes are known; not {Names(survey, missing)}: see their agents' pods";

    internal static string Uncovered(Survey survey, List<int> missing) =>
        $"not covered: {Names(survey, missing)}. Their agents do not report, or too few others probe them: see the agents' pods there";

    internal static string Passed(Survey survey, HealthArea area, int known)
    {
        var text = area switch
        {
            HealthArea.PodToPod when survey.Count == 1 => "the only node's pods reach each other",
            HealthArea.PodToPod => Pods(survey, known),
            HealthArea.KubeletToPod => $"the kubelets of {known} nodes reach their pods",
            HealthArea.Service => $"Services work on {known} nodes",
            HealthArea.Dns => $"the cluster DNS answers on {known} nodes",
            HealthArea.Mtu => $"packets of {survey.Facts.Expected.PodMtu} bytes pass between {known} nodes",
            _ => $"{known} of {known} nodes report and are watched",
        };
        var excused = survey.Count - survey.Required;
        return excused == 0 ? text : $"{text}; {excused} that are not ready, cordoned, leaving or joining do not count";
    }

    private static string Pods(Survey survey, int known)
    {
        // Not how many were lost: that changes with each report, and a status that changes all the time is written all the time.
        var edges = 0;
        foreach (var plane in survey.Small)
            edges += plane.Count;
        return $"pods of {known} nodes reach each other over {edges} edges";
    }

    private static string Names(Survey survey, List<int> nodes)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(nodes.Count, Listed); i++)
            text.Append(i == 0 ? "" : ", ").Append(survey.Name(nodes[i]));
        if (nodes.Count > Listed)
            text.Append(" and ").Append(nodes.Count - Listed).Append(" more");
        return text.ToString();
    }
}
