using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// Notes of each node which areas are known of it now: an agent that restarts takes a round until it knows something again.
/// </summary>
internal static class KnownAreas
{
    internal static NodeMemory Update(Survey survey, PodJudge pods, KubeletState[] kubelets, NodeMemory memory)
    {
        var now = NodeMemory.Seconds(survey.Facts.Now);
        var known = new int[NodeMemory.Areas][];
        for (var area = 0; area < known.Length; area++)
            known[area] = [.. memory.Known[area]];
        for (var i = 0; i < survey.Count; i++)
        {
            // Known when it was reported, which may be a while ago.
            var (canary, prober) = (now - survey.CanaryAges[i] / 1000, now - survey.ProberAges[i] / 1000);
            var latest = survey.Canaries[i] is null ? prober : canary;
            Note(HealthArea.PodToPod, KnowsPods(survey, i), canary);
            Note(HealthArea.PodToPod, pods.Blamed.Contains(i), now);
            Note(HealthArea.KubeletToPod, Reports(survey, i) && KubeletTable.Reaches(kubelets[i]) != Observed.Unknown, latest);
            Note(HealthArea.Service, KnowsServices(survey, i), canary);
            Note(HealthArea.Dns, Knows(survey, i, ProbeKind.DnsByService) || Knows(survey, i, ProbeKind.DnsDirect), canary);
            Note(HealthArea.Mtu, survey.Large[0].FirstFrom(i) >= 0 || survey.Large[1].FirstFrom(i) >= 0, canary);
            Note(HealthArea.Coverage, IsCovered(survey, i), Math.Min(canary, prober));
            void Note(HealthArea area, bool isKnown, int when) =>
                known[(int)area][i] = isKnown ? Math.Max(when, known[(int)area][i]) : known[(int)area][i];
        }

        return memory with
        {
            Known = known,
        };
    }

    /// <summary>It says of every family whether it reaches others; on the only node there are but its own pods.</summary>
    private static bool KnowsPods(Survey survey, int node)
    {
        if (survey.Canaries[node] is not { Rounds: > 0 })
            return false;
        if (survey.Count == 1)
            return Knows(survey, node, ProbeKind.PodToPodSameNode);
        var families = survey.Facts.Expected.Families;
        for (var i = 0; i < families.Count; i++)
        {
            if (survey.Small[families[i] == AddressFamily.IPv6 ? 1 : 0].FirstFrom(node) < 0)
                return false;
        }

        return true;
    }

    private static bool Reports(Survey survey, int node) => survey.Canaries[node] is not null || survey.Probers[node] is not null;

    private static bool KnowsServices(Survey survey, int node) =>
        Knows(survey, node, ProbeKind.ServiceLocal)
        || Knows(survey, node, ProbeKind.ServiceRemote)
        || Knows(survey, node, ProbeKind.ServiceHairpin);

    /// <summary>Both agents report, and so many others watch it that it could be blamed.</summary>
    private static bool IsCovered(Survey survey, int node)
    {
        if (survey.Canaries[node] is not { Rounds: > 0 } || survey.Probers[node] is not { Rounds: > 0 })
            return false;
        var (witnesses, plane) = (0, survey.Small[survey.Small[0].Count > 0 ? 0 : 1]);
        for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
            witnesses++;
        return witnesses >= Math.Min(Math.Min(survey.Settings.Quorum, survey.Count - 1), Math.Max(1, survey.Required - 1));
    }

    private static bool Knows(Survey survey, int node, ProbeKind kind) => survey.Seen(node, kind) != Observed.Unknown;
}
