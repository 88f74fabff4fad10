using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>Reads the edges of one report.</summary>
internal static class EdgeReader
{
    internal static void Read(Survey survey, int node, AgentReport report, int age)
    {
        // In the first round nothing is known.
        if (report.Rounds < 1)
            return;
        if (report.Edges is EdgeReport[] array)
        {
            foreach (var edge in array)
                ReadEdge(survey, node, edge, age);
            return;
        }

        for (var i = 0; i < report.Edges.Count; i++)
            ReadEdge(survey, node, report.Edges[i], age);
    }

    private static void ReadEdge(Survey survey, int node, EdgeReport edge, int age)
    {
        if (edge.Rounds < 1)
            return;
        switch (edge.Kind)
        {
            case ProbeKind.PodToPod or ProbeKind.PodToPodRoaming or ProbeKind.PodToPodFullSize or ProbeKind.PodToPodBulk:
                ReadPodEdge(survey, node, edge, age);
                break;
            case ProbeKind.Underlay or ProbeKind.HostToRemotePod:
                Tally(survey, node, edge, age);
                break;
            case > 0 and < (ProbeKind)Survey.Kinds:
                survey.See(node, edge.Kind, Seen(edge), edge);
                break;
        }
    }

    /// <summary>Bad after two failed rounds of three; one that failed first of all may still be starting.</summary>
    private static Observed Seen(EdgeReport edge) =>
        Edge.Lasting(edge.Failed) ? Observed.Bad
        : edge.FailedLast && edge.Rounds < 3 ? Observed.Unknown
        : Observed.Well;

    private static void ReadPodEdge(Survey survey, int node, EdgeReport report, int age)
    {
        // A node that is not in the cluster any more, or not yet here: an agent with an older or newer list of peers.
        if (!survey.Index.TryGetValue(report.Target, out var target) || target == node)
            return;
        if (!survey.Settled[node] || !survey.Settled[target])
            return;
        var edge = Edge.Of(node, target, report, age);
        var family = report.Family == AddressFamily.IPv6 ? 1 : 0;
        switch (report.Kind)
        {
            case ProbeKind.PodToPod:
                survey.Small[family].Add(edge);
                break;
            case ProbeKind.PodToPodRoaming when edge.Failed:
                survey.Roaming[family].Add(edge);
                break;
            case ProbeKind.PodToPodFullSize or ProbeKind.PodToPodBulk:
                edge.Failed &= edge.IsLasting;
                (report.Kind == ProbeKind.PodToPodBulk ? survey.Bulk : survey.Large)[family].Add(edge);
                break;
        }
    }

    private static void Tally(Survey survey, int node, EdgeReport edge, int age)
    {
        var failed = edge.FailedLast ? 1 : 0;
        var known = survey.Index.TryGetValue(edge.Target, out var target);
        if (edge.Kind == ProbeKind.HostToRemotePod)
        {
            survey.Tallies[node].HostOut++;
            survey.Tallies[node].HostOutFailed += failed;
            if (known && target != node && survey.Settled[target])
                survey.Host[edge.Family == AddressFamily.IPv6 ? 1 : 0].Add(Edge.Of(node, target, edge, age));
            return;
        }

        if (!known)
            return;
        survey.Tallies[node].UnderlayOut++;
        survey.Tallies[node].UnderlayOutFailed += failed;
        survey.Tallies[target].UnderlayIn++;
        survey.Tallies[target].UnderlayInFailed += failed;
    }

    /// <summary>
    /// Where nothing passes, the size is not what is wrong. Sizes are probed once a minute, so what was cut off lately has large probes
    /// among its last three that failed with the small ones.
    /// </summary>
    internal static void KeepLargeWhereSmallPasses(Survey survey)
    {
        const uint ThreeMinutes = (1u << 18) - 1;
        for (var family = 0; family < survey.Large.Length; family++)
        {
            var (small, large) = (survey.Small[family], survey.Large[family]);
            foreach (ref var edge in large.Edges)
                edge.Explained = edge.Failed && small.Failed(edge.From, edge.To, ThreeMinutes) != false;
            foreach (ref var edge in survey.Bulk[family].Edges)
            {
                edge.Explained =
                    edge.Failed && (small.Failed(edge.From, edge.To, ThreeMinutes) == true || large.Failed(edge.From, edge.To, 7) == true);
            }
        }
    }
}
