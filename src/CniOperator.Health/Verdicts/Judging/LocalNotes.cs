using System.Text;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What else is known of a node: what works inside it, and beneath the pod network.</summary>
internal readonly record struct LocalNotes
{
    /// <summary>One of its agents has reported since the fault began; without that nothing inside it is known.</summary>
    internal bool IsCurrent { get; init; }
    internal Observed SameNode { get; init; }
    internal Observed HostToPod { get; init; }
    internal Observed HostToEcho { get; init; }
    internal Observed HostToOthers { get; init; }
    internal Observed Underlay { get; init; }
    internal Observed SelfTest { get; init; }
    internal bool LeaseIsOld { get; init; }

    internal static LocalNotes Of(Survey survey, int node, bool current)
    {
        var tally = survey.Tallies[node];
        var notes = new LocalNotes
        {
            IsCurrent = current,
            LeaseIsOld = survey.LeaseIsOld(node),
            Underlay =
                tally.UnderlayWorks ? Observed.Well
                : tally.UnderlayFails ? Observed.Bad
                : Observed.Unknown,
        };
        return !current
            ? notes
            : notes with
            {
                SameNode = survey.Seen(node, ProbeKind.PodToPodSameNode),
                HostToPod = survey.Seen(node, ProbeKind.HostToLocalPod),
                HostToEcho = survey.Seen(node, ProbeKind.HostToLocalEcho),
                HostToOthers =
                    tally.HostOut == 0 ? Observed.Unknown
                    : tally.HostReachesOthers ? Observed.Well
                    : Observed.Bad,
                SelfTest = survey.Seen(node, ProbeKind.SelfTest),
            };
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "same node", SameNode);
        Append(text, "host to its pod", HostToPod);
        Append(text, "host to its second pod", HostToEcho);
        Append(text, "host to other nodes' pods", HostToOthers);
        Append(text, "underlay", Underlay);
        if (!IsCurrent)
            text.Append("; it does not report");
        if (LeaseIsOld)
            text.Append("; kubelet's Lease old");
        return text.Length == 0 ? "" : text.ToString(2, text.Length - 2);
    }

    private static void Append(StringBuilder text, string what, Observed seen)
    {
        if (seen != Observed.Unknown)
            text.Append("; ").Append(what).Append(seen == Observed.Well ? " ok" : " fails");
    }
}
