namespace CniOperator.Core.Decisions;

/// <summary>Says what was found as conditions (kstatus: Ready always, Reconciling and Stalled only while true and never both).</summary>
internal static class Conditions
{
    internal static IReadOnlyList<Verdict> Of(Assessment a)
    {
        Verdict[] parts = [AddressPlanCondition.Of(a), AppliedCondition.Of(a), Dataplane(a)];
        var ready = Ready(a, parts);
        return [ready, .. Progress(a, ready), .. parts, .. NotObserved()];
    }

    internal static IReadOnlyList<Verdict> Superseded(NetworkObject active)
    {
        var message =
            $"ClusterNetwork {active.Name} is older and active; a cluster has one. Delete this one, or that one to make this one active";
        return
        [
            Verdict.False(ConditionTypes.Ready, ConditionReasons.Superseded, message),
            Verdict.True(ConditionTypes.Stalled, ConditionReasons.Superseded, message),
            .. Passive(ConditionReasons.Superseded, $"ClusterNetwork {active.Name} is active"),
        ];
    }

    /// <summary>The conditions of a ClusterNetwork on its way out.</summary>
    internal static IReadOnlyList<Verdict> Leaving(string reason, string message, bool stuck) =>
        [
            Verdict.False(ConditionTypes.Ready, reason, message),
            Verdict.True(stuck ? ConditionTypes.Stalled : ConditionTypes.Reconciling, reason, message),
            .. Passive(reason, "the ClusterNetwork is being deleted"),
        ];

    private static IEnumerable<Verdict> Passive(string reason, string message) =>
        new[] { ConditionTypes.AddressPlanValid, ConditionTypes.Applied, ConditionTypes.DataplaneAvailable }
            .Select(t => Verdict.Unknown(t, reason, message))
            .Concat(NotObserved());

    private static IEnumerable<Verdict> NotObserved() =>
        ConditionTypes.NotObserved.Select(t =>
            Verdict.Unknown(
                t,
                ConditionReasons.NotObserved,
                "this version of the operator has no health agents: connectivity is not observed"
            )
        );

    private static Verdict Dataplane(Assessment a) =>
        a.Rollout.Available switch
        {
            _ when a.Intent.Rendering is null => Verdict.Unknown(
                ConditionTypes.DataplaneAvailable,
                ConditionReasons.NothingRendered,
                "without a valid spec it is not known what should run"
            ),
            null => Verdict.Unknown(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
            true => Verdict.True(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
            false => Verdict.False(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
        };

    // The parts in order: the first that is not true says why Ready is not.
    private static Verdict Ready(Assessment a, Verdict[] parts)
    {
        var obstacle = parts.Where(p => p.Status == "False").Concat(parts.Where(p => p.Status == "Unknown")).FirstOrDefault();
        if (a.Held)
            obstacle = parts.First(p => p.Type == ConditionTypes.Applied);
        if (obstacle is not null)
            return new Verdict(ConditionTypes.Ready, obstacle.Status, obstacle.Reason, obstacle.Message);
        var paused = a.Paused ? "; managementState is Paused" : "";
        return Verdict.True(
            ConditionTypes.Ready,
            ConditionReasons.Ready,
            $"{a.Intent.Addon?.Name} {a.Intent.Rendering!.Version}: {a.Rollout.Message}; whether pods reach each other is not observed by this version{paused}"
        );
    }

    private static IEnumerable<Verdict> Progress(Assessment a, Verdict ready)
    {
        if (ready.Status != "True")
            return [new Verdict(IsStuck(a) ? ConditionTypes.Stalled : ConditionTypes.Reconciling, "True", ready.Reason, ready.Message)];
        return a.Surplus.Count == 0 || a.Paused
            ? []
            :
            [
                Verdict.True(
                    ConditionTypes.Reconciling,
                    ConditionReasons.Pruning,
                    $"{a.Surplus.Count} objects that are rendered no longer are to go"
                ),
            ];
    }

    private static bool IsStuck(Assessment a) =>
        a.Intent.Blocking.Any()
        || a.Rollout.Stalled
        || a.Failures.Any(f => f.NeedsPerson)
        || a.Plan.Foreign.Count > 0
        || (a.Plan.HeldBack.Count > 0 && AwaitedDefinitions.Of(a.Observation).All.Any(d => d.Trouble is not null))
        || (a.Paused && a.Plan.Due.Count > 0)
        || a.Observation.Gaps.Any(g => g.Reason is "Forbidden" or "Unauthorized");
}
