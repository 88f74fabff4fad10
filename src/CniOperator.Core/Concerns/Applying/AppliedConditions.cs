using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>The condition <c>Applied</c>: whether every object is as rendered, and if not, what is in the way.</summary>
internal static class AppliedConditions
{
    private const string Type = ConditionTypes.Applied;

    private const int Named = 3;

    // Without them a spec that refers to Secrets looks invalid, and is not.
    private static readonly ObjectKey OperatorSecrets = new("v1", "Secret", ClusterNetworkApi.OperatorNamespace, "");

    /// <summary>What decides, in order.</summary>
    internal static ConditionChain<ApplySituation> Chain { get; } =
        new(
            Type,
            new("Secrets cannot be read", SecretsHidden),
            new("the spec is held back", Held),
            new("paused with something left to do", Paused),
            new("objects of another addon are in the way", Foreign),
            new("requests failed", Failed),
            new("another controller changes objects back", Contested),
            new("the caches are behind", Unread),
            new("objects are due", Due),
            new("objects wait for the time that their owner needs", Resting),
            new("definitions are not served yet", HeldBack),
            new("objects cannot be seen", Hidden),
            new("everything is applied", Complete)
        );

    private static ConditionState? SecretsHidden(ApplySituation a) =>
        a.Facts.GapFor(OperatorSecrets) is { } gap ? ConditionState.Unknown(Type, gap.ConditionReason, gap.Message) : null;

    private static ConditionState? Held(ApplySituation a)
    {
        if (!a.Desired.Held)
            return null;
        List<Finding> blocking = [.. a.Desired.Blocking];
        if (TakeOverWords.Of(a, blocking) is { } takeOver)
            return takeOver;
        var (reason, what) = WhyHeld(blocking);
        if (a.Desired.FromLastValid)
            return ConditionState.False(
                Type,
                reason,
                FindingWords.Held(
                    $"{what}, and the spec is not applied; the last valid one is still reconciled ({a.Count} objects{Trouble(a)}).",
                    blocking
                )
            );
        var before = a.Facts.Progress.LastValidSpec is null
            ? "there is no valid spec before it"
            : "the last valid spec cannot be rendered either";
        return ConditionState.False(
            Type,
            reason,
            FindingWords.Held($"{what}, and {before}: nothing is applied and nothing is removed.", blocking)
        );
    }

    private static (string Reason, string What) WhyHeld(List<Finding> blocking) =>
        blocking.TrueForAll(f => f.Rule == CoexistenceRules.SecondDataplane)
            ? (ConditionReasons.SecondDataplane, "another dataplane runs on the nodes")
        : blocking.Exists(f => f.Rule.Area is not (RuleArea.Addresses or RuleArea.Cluster))
            ? (ConditionReasons.InvalidSpec, "the spec is invalid")
        : blocking.Exists(f => f.Rule.Area == RuleArea.Addresses) ? (ConditionReasons.InvalidSpec, "the address plan does not hold")
        : (ConditionReasons.InvalidSpec, "the cluster holds what the spec does not fit");

    private static ConditionState? Paused(ApplySituation a) =>
        !a.Facts.Network.Paused || a.State.Due.Count == 0
            ? null
            : ConditionState.False(
                Type,
                ConditionReasons.Paused,
                $"managementState is Paused: {a.State.Due.Count} of {a.Count} objects differ and are left so: {Names(a.State.Due.Select(d => d.Key))}"
            );

    private static ConditionState? Foreign(ApplySituation a) =>
        a.State.Foreign.Count == 0
            ? null
            : ConditionState.False(
                Type,
                ConditionReasons.ForeignObject,
                $"nothing is applied. {FindingWords.Of(ForeignFindings(a.State))}"
            );

    private static ConditionState? Failed(ApplySituation a) =>
        a.State.Failures is [var first, ..]
            ? ConditionState.False(Type, FailureWords.Reason(first), FailureWords.Of(a.State.Failures))
            : null;

    private static ConditionState? Contested(ApplySituation a) =>
        a.State.Contested.Count == 0 ? null : ConditionState.False(Type, ConditionReasons.Contested, ContestWords.Of(a.State.Contested));

    private static ConditionState? Unread(ApplySituation a) =>
        a.State.Unread
            ? ConditionState.Unknown(Type, ConditionReasons.Observing, "the cluster's objects are not all read yet" + FirstGap(a))
            : null;

    private static ConditionState? Due(ApplySituation a) =>
        a.State.Due.Count == 0
            ? null
            : ConditionState.False(Type, ConditionReasons.Applying, $"{a.State.Due.Count} of {a.Count} objects are to be applied");

    private static ConditionState? Resting(ApplySituation a) =>
        a.State.Resting is not [var first, ..]
            ? null
            : ConditionState.False(
                Type,
                ConditionReasons.Applying,
                $"{a.State.Resting.Count} of {a.Count} objects are to be applied: {Names(a.State.Resting.Select(r => r.Key))} "
                    + $"{(first.Since is null ? "was written just before" : "was changed or deleted")}, and is written at "
                    + $"{first.Until:yyyy-MM-ddTHH:mm:ssZ}, because {first.Pause.Why}"
            );

    private static ConditionState? HeldBack(ApplySituation a)
    {
        if (a.State.HeldBack.Count == 0)
            return null;
        var awaited = a.State.Definitions.All;
        var refused = awaited.FirstOrDefault(d => d.Trouble is not null);
        var trouble = refused is null
            ? ""
            : $"; it refuses {refused.Key.Name}: {refused.Trouble}. Another CustomResourceDefinition has that name: remove it, or this one";
        return ConditionState.False(
            Type,
            ConditionReasons.DefinitionNotServed,
            $"{a.State.HeldBack.Count} objects wait until the API server serves {Names(awaited.Select(d => d.Key.Name))}{trouble}"
        );
    }

    private static ConditionState? Hidden(ApplySituation a) =>
        a.State.Hidden is [var gap, ..]
            ? ConditionState.Unknown(Type, gap.ConditionReason, $"applied, but changes to it cannot be seen: {gap.Message}")
            : null;

    private static ConditionState Complete(ApplySituation a)
    {
        var overruled =
            a.State.Overruled.Count == 0
                ? ""
                : "; someone (an admission webhook?) changes back "
                    + string.Join(", ", a.State.Overruled.Take(Named).Select(o => $"{o.Key}: {o.Paths[0]}"));
        return ConditionState.True(Type, ConditionReasons.Applied, $"{a.Count} objects are as rendered{overruled}");
    }

    /// <summary>Findings about objects that belong to another addon.</summary>
    internal static IReadOnlyList<Finding> ForeignFindings(ApplyState state) =>
        [
            .. state.Foreign.Select(f => new Finding(
                RenderRules.TakenObject,
                new ObjectSubject(f.Key),
                $"It belongs to addon {f.Addon} and is left as it is; nothing is applied as long as it does.",
                $"Uninstall {f.Addon} first (delete the object when it is no longer needed), or acknowledge {RenderRules.TakenObject.Id} to take it over."
            )),
        ];

    private static string Trouble(ApplySituation a) => a.State.Failures.Count == 0 ? "" : "; " + FailureWords.Of(a.State.Failures);

    private static string FirstGap(ApplySituation a) => a.Facts.Gaps is [var gap, ..] ? $": {gap.Message}" : "";

    private static string Names<T>(IEnumerable<T> all)
    {
        List<string> names = [.. all.Take(Named + 1).Select(n => n!.ToString()!)];
        return string.Join(", ", names.Take(Named)) + (names.Count > Named ? ", …" : "");
    }
}
