using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>
/// What is proven of each area: it fails where a verdict says so, passes where nearly all nodes that must be known are, and is unknown
/// otherwise, with what is missing.
/// </summary>
internal sealed class AreaJudge(Survey survey, NodeMemory memory, IReadOnlyList<Verdict> verdicts, bool starting)
{
    private readonly int _now = NodeMemory.Seconds(survey.Facts.Now);
    private readonly int _allowed = (int)survey.Settings.SilentAfter.TotalSeconds;

    internal AreaResult[] Judge() =>
        [
            Of(HealthArea.PodToPod),
            Of(HealthArea.KubeletToPod),
            Of(HealthArea.Service),
            survey.Facts.Expected.ClusterDns ? Of(HealthArea.Dns) : Absent(HealthArea.Dns, "NoClusterDns", "the cluster has no DNS"),
            survey.Facts.Expected.PodMtu == 0 && survey.Large[0].Count + survey.Large[1].Count == 0
                ? Absent(HealthArea.Mtu, "NoMtu", "sizes are not probed: the pods' MTU is not known")
            : survey.Count == 1 ? Absent(HealthArea.Mtu, "OneNode", "the cluster has one node: no packet leaves it for another")
            : Of(HealthArea.Mtu),
            Coverage(),
        ];

    private AreaResult Of(HealthArea area)
    {
        var (broken, hidden) = (new List<Verdict>(), new List<Verdict>());
        foreach (var verdict in verdicts)
        {
            if (!verdict.Alarm || verdict.Area != area)
                continue;
            if (FaultKinds.Fails(verdict.Class))
                broken.Add(verdict);
            else if (!FaultKinds.Proves(verdict.Class) && verdict.Scope == VerdictScope.Global)
                hidden.Add(verdict);
        }

        if (broken.Count > 0)
            return new AreaResult(area, Proof.Fail, broken[0].Class.ToString(), AreaTexts.Failed(broken));
        if (hidden.Count > 0)
            return new AreaResult(area, Proof.Unknown, hidden[0].Class.ToString(), AreaTexts.Failed(hidden));
        if (area is HealthArea.Service or HealthArea.Dns or HealthArea.Mtu && Cluster() is { } cluster)
            return Unknown(area, cluster.Class.ToString(), $"nothing is known of it while pods do not reach pods: {cluster.Title}");
        var unknown = Unknown(area, out var known);
        return unknown ?? new AreaResult(area, Proof.Pass, "Proven", AreaTexts.Passed(survey, area, known));
    }

    /// <summary>What hides all else: the whole pod network.</summary>
    private Verdict? Cluster()
    {
        foreach (var verdict in verdicts)
        {
            if (verdict is { Scope: VerdictScope.Global, Area: HealthArea.PodToPod } && FaultKinds.IsOutage(verdict.Class))
                return verdict;
        }

        return null;
    }

    private AreaResult Coverage()
    {
        var broken = new List<Verdict>();
        foreach (var verdict in verdicts)
        {
            if (verdict is { Alarm: true, Area: HealthArea.Coverage })
                broken.Add(verdict);
        }

        if (broken.Count > 0)
            return new AreaResult(HealthArea.Coverage, Proof.Fail, broken[0].Class.ToString(), AreaTexts.Failed(broken));
        if (survey.NodesOld)
        {
            return new AreaResult(
                HealthArea.Coverage,
                Proof.Unknown,
                "NodesNotCurrent",
                "the list of nodes is old: the API server is not reached"
            );
        }

        var missing = Missing(HealthArea.Coverage, out var known);
        if (missing.Count > 0 && !starting && known * 2 >= survey.Required && known > 0)
            return new AreaResult(HealthArea.Coverage, Proof.Fail, "NodesNotCovered", AreaTexts.Uncovered(survey, missing));
        return Unknown(HealthArea.Coverage, out known, exact: true)
            ?? new AreaResult(HealthArea.Coverage, Proof.Pass, "Proven", AreaTexts.Passed(survey, HealthArea.Coverage, known));
    }

    private AreaResult? Unknown(HealthArea area, out int known, bool exact = false)
    {
        var missing = Missing(area, out known);
        if (survey.Required == 0)
            return Unknown(area, "NoNodes", "no node is ready, schedulable and past joining: nothing is required to be known");
        var share = exact ? 1 : survey.Settings.CoverageShare;
        if (known >= share * survey.Required)
            return null;
        if (starting)
            return Unknown(area, "Starting", $"{known} of {survey.Required} nodes are known since the operator started");
        return known == 0
            ? Unknown(area, "NoReports", "no agent has reported: see the agents' pods and what keeps their datagrams from the operator")
            : Unknown(area, "NotAllKnown", AreaTexts.Missing(survey, missing, known));
    }

    /// <summary>The nodes that must be known and have not been for a while.</summary>
    private List<int> Missing(HealthArea area, out int known)
    {
        var (missing, last) = (new List<int>(), memory.Known[(int)area]);
        known = 0;
        for (var i = 0; i < survey.Count; i++)
        {
            if (!survey.Alarms(i))
                continue;
            if (last[i] != 0 && _now - last[i] <= _allowed)
                known++;
            else
                missing.Add(i);
        }

        return missing;
    }

    private static AreaResult Unknown(HealthArea area, string reason, string message) => new(area, Proof.Unknown, reason, message);

    private static AreaResult Absent(HealthArea area, string reason, string message) => new(area, Proof.NotApplicable, reason, message);
}
