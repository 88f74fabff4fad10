using CniOperator.Health.Verdicts.Observing;
using CniOperator.Health.Verdicts.Remembering;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What a verdict is about, as a key and as a name.</summary>
internal static class VerdictKeys
{
    internal static VerdictKey Of(Survey survey, in Raw raw)
    {
        var (node, other) = Ends(survey, raw);
        return new VerdictKey(raw.Scope, raw.Area, Aspect(raw.Class), node, other, Zones(survey, raw));
    }

    internal static VerdictSubject Subject(Survey survey, in Raw raw)
    {
        var (node, other) = Ends(survey, raw);
        return raw.Scope switch
        {
            VerdictScope.Global => new VerdictSubject("cluster", node, other),
            VerdictScope.ZonePair => new VerdictSubject(Zones(survey, raw), node, other),
            VerdictScope.Node => new VerdictSubject(survey.Name(raw.A), node, other),
            _ => new VerdictSubject(LinkName(survey, raw), node, other),
        };
    }

    /// <summary>An arrow where one direction fails and the other is known to pass.</summary>
    private static string LinkName(Survey survey, in Raw raw)
    {
        var oneWay = raw.Evidence is { OutTotal: > 0, OutFailed: 0 };
        return $"{survey.Name(raw.A)} {(oneWay ? "->" : "-")} {survey.Name(raw.B)}";
    }

    /// <summary>A link is the same whichever end saw it first.</summary>
    private static (NodeId Node, NodeId Other) Ends(Survey survey, in Raw raw)
    {
        if (raw.Scope == VerdictScope.Node)
            return (survey.Ids[raw.A], NodeId.None);
        if (raw.Scope != VerdictScope.Link)
            return (NodeId.None, NodeId.None);
        var (a, b) = (survey.Ids[raw.A], survey.Ids[raw.B]);
        return a.Value.CompareTo(b.Value) <= 0 ? (a, b) : (b, a);
    }

    private static string Zones(Survey survey, in Raw raw)
    {
        if (raw.Scope != VerdictScope.ZonePair)
            return "";
        var (a, b) = (survey.ZoneNames[raw.A], survey.ZoneNames[raw.B]);
        return string.CompareOrdinal(a, b) <= 0 ? $"zone {a} - zone {b}" : $"zone {b} - zone {a}";
    }

    /// <summary>These may be wrong besides that pods are not reached, and do not belong to it.</summary>
    private static FaultClass? Aspect(FaultClass fault) =>
        fault
            is FaultClass.AddressTranslated
                or FaultClass.SameNodeBroken
                or FaultClass.TwoAgents
                or FaultClass.PolicyNotEnforced
                or FaultClass.PolicyTooStrict
                or FaultClass.SegmentationBroken
            ? fault
            : null;
}
