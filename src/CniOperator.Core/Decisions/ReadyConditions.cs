using CniOperator.Core.Api;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Decisions;

/// <summary>What follows from all concerns (kstatus: Ready always, Reconciling and Stalled only while true and never both).</summary>
internal static class ReadyConditions
{
    private const string Type = ConditionTypes.Ready;

    /// <summary>What decides on <c>Ready</c>, in order.</summary>
    internal static ConditionChain<(Situation Situation, IReadOnlyList<ConditionState> Parts)> Chain { get; } =
        new(
            Type,
            new("the spec is held back", r => r.Situation.Desired.Held ? As(r.Parts.First(p => p.Type == ConditionTypes.Applied)) : null),
            new("a condition is False", r => As(r.Parts.FirstOrDefault(p => p.Status == "False"))),
            new("a condition is Unknown", r => As(r.Parts.FirstOrDefault(p => p.Status == "Unknown"))),
            new("everything holds", r => Holds(r.Situation, r.Parts))
        );

    internal static IReadOnlyList<ConditionState> Of(Situation s, IReadOnlyList<Judgement> judgements, IReadOnlyList<ConditionState> parts)
    {
        var ready = Chain.Of((s, parts));
        return [ready, .. Progress(s, judgements, ready)];
    }

    private static ConditionState? As(ConditionState? part) => part is null ? null : part with { Type = Type };

    private static ConditionState Holds(Situation s, IReadOnlyList<ConditionState> parts)
    {
        var network = s.Desired.DefaultNetwork!;
        var dataplane = parts.First(p => p.Type == ConditionTypes.DataplaneAvailable).Message;
        var paused = s.Facts.Network.Paused ? "; managementState is Paused" : "";
        return ConditionState.True(
            Type,
            ConditionReasons.Ready,
            $"{network.Addon.Name} {network.Rendering.Version}: {dataplane}; whether pods reach each other is not observed by this version{paused}"
        );
    }

    private static IEnumerable<ConditionState> Progress(Situation s, IReadOnlyList<Judgement> judgements, ConditionState ready)
    {
        if (!ready.IsTrue)
            return
            [
                ConditionState.True(
                    IsStuck(s, judgements) ? ConditionTypes.Stalled : ConditionTypes.Reconciling,
                    ready.Reason,
                    ready.Message
                ),
            ];
        var surplus = judgements.SelectMany(j => j.Steps).OfType<DeleteStep>().Count();
        return surplus == 0
            ? []
            :
            [
                ConditionState.True(
                    ConditionTypes.Reconciling,
                    ConditionReasons.Pruning,
                    $"{surplus} objects that are no longer rendered are to go"
                ),
            ];
    }

    private static bool IsStuck(Situation s, IReadOnlyList<Judgement> judgements) =>
        judgements.Any(j => j.Stuck) || s.Facts.Gaps.Any(g => g.Reason is "Forbidden" or "Unauthorized");
}
