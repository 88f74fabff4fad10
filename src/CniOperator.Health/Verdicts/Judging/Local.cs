using CniOperator.Health.Kubelet;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What a node says of itself that no other node can see: Services, DNS, policies, pods of its own.</summary>
internal static class Local
{
    internal static FaultClass? Service(Survey survey, int node)
    {
        // The endpoint is the second pod of the node: when pods of it do not reach each other, it is not the Service.
        var local =
            survey.Seen(node, ProbeKind.PodToPodSameNode) == Observed.Bad ? Observed.Unknown : survey.Seen(node, ProbeKind.ServiceLocal);
        var remote = survey.Seen(node, ProbeKind.ServiceRemote);
        var hairpin = survey.Seen(node, ProbeKind.ServiceHairpin);
        var host = survey.Seen(node, ProbeKind.HostToService);
        if (IsStale(survey, node, ProbeKind.ServiceRemote) || IsStale(survey, node, ProbeKind.ServiceLocal))
            return FaultClass.ServiceStale;
        return (local, remote) switch
        {
            (Observed.Bad, Observed.Bad) => FaultClass.ServiceRulesMissing,
            // One of the two is all there is, as on the only node of a cluster: nothing else of Services may work either.
            (Observed.Bad, Observed.Unknown) or (Observed.Unknown, Observed.Bad) when hairpin != Observed.Well && host != Observed.Well =>
                FaultClass.ServiceRulesMissing,
            (Observed.Bad, _) => FaultClass.ServiceToLocalPod,
            (_, Observed.Bad) => FaultClass.ServiceToRemotePod,
            _ when hairpin == Observed.Bad => FaultClass.HairpinBroken,
            _ when host == Observed.Bad => FaultClass.HostToService,
            _ => null,
        };
    }

    internal static FaultClass? Dns(Survey survey, int node)
    {
        if (survey.Seen(node, ProbeKind.DnsByService) != Observed.Bad)
            return null;
        return survey.Seen(node, ProbeKind.DnsDirect) switch
        {
            Observed.Well => Service(survey, node) is null ? FaultClass.DnsService : null,
            Observed.Bad => FaultClass.DnsDown,
            _ => Service(survey, node) is null ? FaultClass.DnsDown : null,
        };
    }

    internal static FaultClass? SameNode(Survey survey, int node)
    {
        var (host, echo) = (survey.Seen(node, ProbeKind.HostToLocalPod), survey.Seen(node, ProbeKind.HostToLocalEcho));
        if (host == Observed.Bad && echo == Observed.Well)
            return FaultClass.OnePodCutOff;
        if (survey.Seen(node, ProbeKind.PodToPodSameNode) != Observed.Bad)
            return null;
        if (echo == Observed.Bad && host == Observed.Well)
            return FaultClass.OnePodCutOff;
        return survey.Facts.Policies.Count > 0 && host == Observed.Well ? FaultClass.PolicyBlocked : FaultClass.SameNodeBroken;
    }

    internal static FaultClass? Policy(Survey survey, int node)
    {
        if (!survey.Facts.Expected.PolicyEnforced)
            return null;
        if (survey.Seen(node, ProbeKind.PolicyDenied) == Observed.Bad)
            return FaultClass.PolicyNotEnforced;
        var reaches = survey.Seen(node, ProbeKind.PodToPodSameNode) != Observed.Bad;
        return reaches && survey.Seen(node, ProbeKind.PolicyAllowed) == Observed.Bad ? FaultClass.PolicyTooStrict : null;
    }

    /// <summary>Most of what the node sends arrives with another source address.</summary>
    internal static FaultClass? Translation(Survey survey, int node)
    {
        var (total, changed) = (0, 0);
        foreach (var plane in survey.Small)
        {
            for (var e = plane.FirstFrom(node); e >= 0; e = plane.Edges[e].NextFrom)
            {
                total++;
                changed += plane.Edges[e].SourceChanged ? 1 : 0;
            }
        }

        return changed > 0 && changed * 2 > total ? FaultClass.AddressTranslated : null;
    }

    /// <summary>It has failed for long enough where that may be chance, or goes no way on which packets are lost.</summary>
    internal static bool IsSure(Survey survey, int node, HealthArea area) =>
        area switch
        {
            HealthArea.Service => survey.IsSure(node, ProbeKind.ServiceLocal)
                || survey.IsSure(node, ProbeKind.ServiceRemote)
                || survey.IsSure(node, ProbeKind.ServiceHairpin)
                || survey.IsSure(node, ProbeKind.HostToService),
            HealthArea.Dns => survey.IsSure(node, ProbeKind.DnsByService),
            _ => true,
        };

    private static bool IsStale(Survey survey, int node, ProbeKind kind) =>
        survey.Seen(node, kind) == Observed.Bad && survey.Fault(node, kind) == ProbeFault.WrongIdentity;

    internal static string Notes(Survey survey, int node, FaultClass fault) =>
        fault switch
        {
            FaultClass.AddressTranslated => "receivers see another source address",
            FaultClass.DnsDown or FaultClass.DnsService => Pairs(survey, node, ProbeKind.DnsByService, ProbeKind.DnsDirect),
            FaultClass.OnePodCutOff or FaultClass.SameNodeBroken or FaultClass.PolicyBlocked => Pairs(
                survey,
                node,
                ProbeKind.PodToPodSameNode,
                ProbeKind.HostToLocalPod,
                ProbeKind.HostToLocalEcho
            ),
            FaultClass.PolicyNotEnforced or FaultClass.PolicyTooStrict => Pairs(
                survey,
                node,
                ProbeKind.PolicyAllowed,
                ProbeKind.PolicyDenied
            ),
            _ => Pairs(survey, node, ProbeKind.ServiceLocal, ProbeKind.ServiceRemote, ProbeKind.ServiceHairpin, ProbeKind.HostToService),
        };

    private static string Pairs(Survey survey, int node, params ReadOnlySpan<ProbeKind> kinds)
    {
        var text = "";
        foreach (var kind in kinds)
        {
            if (survey.Seen(node, kind) is var seen and not Observed.Unknown)
                text += $"{(text.Length == 0 ? "" : "; ")}{ProbeNames.Of(kind)} {(seen == Observed.Well ? "ok" : "fails")}";
        }

        return text;
    }
}
