using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>Applies the kubelet's decision table to each node.</summary>
internal static class KubeletJudge
{
    internal static KubeletState[] Judge(Survey survey, PodJudge pods, List<Raw> raws)
    {
        var states = new KubeletState[survey.Count];
        var (known, bad) = (0, new List<int>());
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = KubeletTable.Judge(Facts(survey, i), survey.Settings.Kubelet);
            known += KubeletTable.Reaches(states[i]) == Observed.Unknown ? 0 : 1;
            // A node that is down has no kubelet either, and a pod that was cut off cannot be probed.
            if (Class(states[i]) is { } fault && !pods.Blamed.Contains(i) && survey.Settled[i])
            {
                if (fault != FaultClass.KubeletDown || IsThere(survey, i))
                    bad.Add(i);
            }
        }

        foreach (var same in bad.GroupBy(i => states[i]))
        {
            var count = same.Count();
            if (count >= 3 && count * 2 > Math.Max(known, survey.Required))
                raws.Add(Of(VerdictScope.Global, states[same.First()], 0, $"on {count} of {survey.Count} nodes"));
            else
                raws.AddRange(same.Select(i => Of(VerdictScope.Node, states[i], i, KubeletTable.Explain(states[i]))));
        }

        return states;
    }

    /// <summary>
    /// Since the Lease was renewed the node has reported, or another has reached it. Without that it is more than the kubelet that is gone,
    /// and something else says so.
    /// </summary>
    private static bool IsThere(Survey survey, int node)
    {
        var limit = survey.Settings.Kubelet.Lease.TotalMilliseconds;
        if (survey.Canaries[node] is not null && survey.CanaryAges[node] < limit)
            return true;
        if (survey.Probers[node] is not null && survey.ProberAges[node] < limit)
            return true;
        foreach (var plane in survey.Small)
        {
            for (var e = plane.FirstTo(node); e >= 0; e = plane.Edges[e].NextTo)
            {
                if (!plane.Edges[e].Failed && plane.Edges[e].Age < limit)
                    return true;
            }
        }

        return survey.Count == 1;
    }

    private static Raw Of(VerdictScope scope, KubeletState state, int node, string notes) =>
        new()
        {
            Scope = scope,
            Area = HealthArea.KubeletToPod,
            Class = Class(state) ?? FaultClass.KubeletProbeFails,
            A = node,
            Evidence = new VerdictEvidence { Notes = notes },
        };

    private static FaultClass? Class(KubeletState state) =>
        state switch
        {
            KubeletState.NodeToLocalPodPath => FaultClass.NodeToLocalPodPath,
            KubeletState.KubeletOrHostPolicy => FaultClass.KubeletOrHostPolicy,
            KubeletState.ProbeFails => FaultClass.KubeletProbeFails,
            KubeletState.StoppedProbing => FaultClass.KubeletStoppedProbing,
            KubeletState.KubeletDown => FaultClass.KubeletDown,
            _ => null,
        };

    private static KubeletFacts Facts(Survey survey, int node)
    {
        var canary = survey.Canaries[node];
        return new KubeletFacts
        {
            Canary = survey.NodesOld ? CanaryReadiness.Unknown : survey.Facts.Nodes[node].Canary?.Readiness ?? CanaryReadiness.Unknown,
            // The age that the canary saw itself: between two reports nothing has changed, else it would have reported.
            Witness = canary?.Kubelet is { } witness ? TimeSpan.FromMilliseconds(witness.AgeMilliseconds) : null,
            HostProbe = survey.Probers[node] is null ? Observed.Unknown : survey.Seen(node, ProbeKind.HostToLocalPod),
            Lease = survey.LeaseAge(node),
            SelfTest = canary is null ? Observed.Unknown : survey.Seen(node, ProbeKind.SelfTest),
        };
    }
}
