using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns;

/// <summary>No other dataplane is on the nodes: two of them take each other's pods, routes and addresses.</summary>
internal static class CoexistenceConcern
{
    private const string Type = ConditionTypes.SoleDataplane;

    private const int Named = 3;

    /// <summary>What decides on the condition, in order.</summary>
    internal static ConditionChain<Situation> Chain { get; } =
        new(
            Type,
            new("DaemonSets cannot be seen", Hidden),
            new("nothing is rendered", NothingRendered),
            new("another dataplane runs", Second),
            new("pods of the network before this one run", FormerNetwork.Condition),
            new("it is acknowledged", Acknowledged),
            new("no other is seen", Alone)
        );

    internal static Judgement Judge(Situation s)
    {
        var condition = Chain.Of(s);
        return new Judgement
        {
            Conditions = [condition],
            Events = [.. Begun(s, Open(s).Select(f => (f, EventReasons.SecondDataplane))), .. Begun(s, Former(s))],
            Findings = FormerNetwork.Find(s) is { } former ? [former] : [],
            LookAgainAt = FormerNetwork.LookAgainAt(s),
            Stuck = condition.Status == "False",
        };
    }

    private static ConditionState? Hidden(Situation s) =>
        s.Facts.DataplanesGap is { } gap
            ? ConditionState.Unknown(Type, gap.ConditionReason, $"whether another dataplane runs cannot be seen: {gap.Message}")
            : null;

    private static ConditionState? NothingRendered(Situation s) =>
        s.Desired.Coexistence is null
            ? ConditionState.Unknown(
                Type,
                ConditionReasons.NothingRendered,
                "without a valid spec it is not known which dataplane is this network's"
            )
            : null;

    private static ConditionState? Second(Situation s)
    {
        var open = Open(s);
        if (open.Count == 0)
            return null;
        var all =
            open.Count == 1
                ? $"{open[0].Subject}: "
                : $"{string.Join(", ", open.Take(Named).Select(f => f.Subject))}{(open.Count > Named ? ", …" : "")}. {open[0].Subject}: ";
        return ConditionState.False(Type, ConditionReasons.SecondDataplane, $"{all}{open[0].Message} {open[0].Fix}");
    }

    private static ConditionState? Acknowledged(Situation s) =>
        (s.Desired.Coexistence ?? []).Where(f => f.Rule == CoexistenceRules.SecondDataplane).ToList() is not { Count: > 0 } all
            ? null
            : ConditionState.True(
                Type,
                ConditionReasons.Acknowledged,
                $"acknowledged: {all[0].Rule.Id} ({string.Join(", ", all.Take(Named).Select(f => f.Subject))}{(all.Count > Named ? ", …" : "")})"
            );

    private static ConditionState Alone(Situation s) =>
        ConditionState.True(Type, ConditionReasons.Alone, "no other dataplane is seen in the cluster");

    private static List<Finding> Open(Situation s) =>
        [.. (s.Desired.Coexistence ?? []).Where(f => !f.Acknowledged && f.Rule == CoexistenceRules.SecondDataplane)];

    // While they are still being counted there is no number to tell.
    private static IEnumerable<(Finding Finding, string Reason)> Former(Situation s) =>
        s.Facts.Census is { Next: null } && FormerNetwork.Find(s) is { Acknowledged: false } former
            ? [(former, EventReasons.FormerPods)]
            : [];

    // Each is told when it begins: what was found before is in status.
    private static IEnumerable<Event> Begun(Situation s, IEnumerable<(Finding Finding, string Reason)> open)
    {
        foreach (var (finding, reason) in open)
        {
            var subject = finding.Subject.ToString();
            if (!IsInStatus(s, finding.Rule, subject))
                yield return new Event(true, reason, $"{subject}{(subject.Length > 0 ? ": " : "")}{finding.Message} {finding.Fix}");
        }
    }

    private static bool IsInStatus(Situation s, Rule rule, string subject) =>
        s
            .Facts.Network.Status.Items("addressPlan", "findings")
            .Any(f => f.Text("rule") == rule.Id && f.Text("subject") == subject && !f.Flag("acknowledged"));
}
