using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Connectivity;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Decisions;

/// <summary>What follows from all concerns (kstatus: Ready always, Reconciling and Stalled only while true and never both).</summary>
internal static class ReadyConditions
{
    private const string Type = ConditionTypes.Ready;

    /// <summary>What decides on <c>Ready</c>, in order.</summary>
    internal static ConditionChain<Summary> Chain { get; } =
        new(
            Type,
            new("the spec is held back", r => r.Situation.Desired.Held ? As(r.Parts.First(p => p.Type == ConditionTypes.Applied)) : null),
            new("a condition is False", r => As(r.Parts.FirstOrDefault(p => p.Status == "False"))),
            new("a condition is Unknown", r => As(r.Parts.FirstOrDefault(p => p.Status == "Unknown"))),
            new("everything holds", Holds)
        );

    internal static IReadOnlyList<ConditionState> Of(Situation s, IReadOnlyList<Judgement> judgements, IReadOnlyList<ConditionState> parts)
    {
        var summary = new Summary(s, judgements, parts);
        var ready = Chain.Of(summary);
        return [ready, .. Progress(summary, ready)];
    }

    private static ConditionState? As(ConditionState? part) => part is null ? null : part with { Type = Type };

    // What is yet to be pruned is not what the spec asks for, and keeps no one from using the network.
    private static ConditionState Holds(Summary r)
    {
        var network = r.Situation.Desired.DefaultNetwork!;
        var dataplane = r.Parts.First(p => p.Type == ConditionTypes.DataplaneAvailable).Message;
        var surplus = r.Judgements.SelectMany(j => j.Steps).OfType<DeleteStep>().Count();
        var pruning = surplus switch
        {
            0 => "",
            1 => "; 1 object that is no longer rendered is about to be deleted",
            _ => $"; {surplus} objects that are no longer rendered are about to be deleted",
        };
        var paused = r.Situation.Facts.Network.Paused ? "; managementState is Paused" : "";
        return ConditionState.True(
            Type,
            ConditionReasons.Ready,
            $"{network.Addon.Name} {network.Rendering.Version}: {dataplane}; {ConnectivityWords.ForReady(r.Situation, r.Parts)}{pruning}{paused}"
        );
    }

    private static IReadOnlyList<ConditionState> Progress(Summary r, ConditionState ready) =>
        ready.IsTrue
            ? []
            : [ConditionState.True(IsStuck(r) ? ConditionTypes.Stalled : ConditionTypes.Reconciling, ready.Reason, ready.Message)];

    private static bool IsStuck(Summary r) =>
        r.Judgements.Any(j => j.Stuck) || r.Situation.Facts.Gaps.Any(g => g.Reason is "Forbidden" or "Unauthorized");

    /// <summary>What <c>Ready</c> follows from.</summary>
    /// <param name="Situation">What is, and what should be.</param>
    /// <param name="Judgements">What the concerns make of it.</param>
    /// <param name="Parts">Their conditions.</param>
    internal sealed record Summary(Situation Situation, IReadOnlyList<Judgement> Judgements, IReadOnlyList<ConditionState> Parts);
}
