using CniOperator.Health.Kubelet;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>Reads facts and reports into a <see cref="Survey"/>, each once.</summary>
internal static class SurveyReader
{
    internal static Survey Read(HealthFacts facts, NodeMemory memory)
    {
        var survey = new Survey(facts, memory) { NodesOld = facts.Now - facts.NodesAsOf > facts.Settings.NodeFactsOld };
        ReadNodes(survey);
        Place(survey);
        survey.LeasesUnusable = AreLeasesUnusable(survey);
        survey.HalfHeardWithin = HalfHeardWithin(survey);
        for (var i = 0; i < survey.Count; i++)
        {
            if (survey.Canaries[i] is { } canary)
                EdgeReader.Read(survey, i, canary, survey.CanaryAges[i]);
            if (survey.Probers[i] is { } prober)
                EdgeReader.Read(survey, i, prober, survey.ProberAges[i]);
        }

        EdgeReader.KeepLargeWhereSmallPasses(survey);
        return survey;
    }

    private static void ReadNodes(Survey survey)
    {
        var facts = survey.Facts;
        var zones = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < survey.Count; i++)
        {
            var node = facts.Nodes[i];
            if (!zones.TryGetValue(node.Zone, out survey.Zones[i]))
            {
                zones.Add(node.Zone, survey.Zones[i] = zones.Count);
                survey.ZoneNames.Add(node.Zone);
            }

            survey.Settled[i] =
                node.Canary is not { } canary
                || (
                    canary is { Terminating: false, Started: { } started, Readiness: not CanaryReadiness.NotRunning }
                    && facts.Now - started >= facts.Settings.Settling
                );
            survey.Notes[i] = Notes(node, facts, survey.Settled[i]);
            survey.Required += survey.Notes[i] == NodeNotes.None ? 1 : 0;
        }
    }

    // A node has joined once a pod of it has been well for a while: in a new cluster all nodes are new, and something must be proven.
    private static NodeNotes Notes(NodeFacts node, HealthFacts facts, bool settled) =>
        (node.Ready ? NodeNotes.None : NodeNotes.NotReady)
        | (node.Schedulable ? NodeNotes.None : NodeNotes.Cordoned)
        | (node.Leaving ? NodeNotes.Leaving : NodeNotes.None)
        | (
            facts.Now - node.Joined < facts.Settings.Joining && !(settled && node.Canary is { Readiness: CanaryReadiness.Ready })
                ? NodeNotes.Joining
                : NodeNotes.None
        );

    private static void Place(Survey survey)
    {
        var (reports, silent) = (survey.Facts.Reports, survey.Settings.SilentAfter.TotalMilliseconds);
        for (var i = 0; i < reports.Count; i++)
        {
            var (report, came) = reports[i];
            var age = Math.Max(0, (survey.Facts.Now - came).TotalMilliseconds);
            if (age > silent || !survey.Index.TryGetValue(report.Node, out var node))
                continue;
            if (report.Role == AgentRole.Canary && (survey.Canaries[node] is null || age < survey.CanaryAges[node]))
                (survey.Canaries[node], survey.CanaryAges[node]) = (report, (int)age);
            else if (report.Role == AgentRole.Prober && (survey.Probers[node] is null || age < survey.ProberAges[node]))
                (survey.Probers[node], survey.ProberAges[node]) = (report, (int)age);
        }
    }

    /// <summary>One kubelet dies by itself; a third of them at once, on nodes that report, is the API server or the way to it.</summary>
    private static bool AreLeasesUnusable(Survey survey)
    {
        var (old, reporting) = (0, 0);
        for (var i = 0; i < survey.Count; i++)
        {
            if (survey.Canaries[i] is null && survey.Probers[i] is null)
                continue;
            reporting++;
            old += survey.LeaseIsOld(i) ? 1 : 0;
        }

        return old >= 3 && old * 3 > reporting;
    }

    private static int HalfHeardWithin(Survey survey)
    {
        var ages = new int[survey.Count];
        for (var i = 0; i < ages.Length; i++)
        {
            ages[i] = Math.Min(
                survey.Canaries[i] is null ? int.MaxValue : survey.CanaryAges[i],
                survey.Probers[i] is null ? int.MaxValue : survey.ProberAges[i]
            );
        }

        Array.Sort(ages);
        return ages.Length == 0 ? 0 : ages[(ages.Length - 1) / 2];
    }
}
