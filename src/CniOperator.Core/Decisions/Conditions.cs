using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Objects;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Decisions;

/// <summary>Says what was found as conditions (kstatus: Ready always, Reconciling and Stalled only while true and never both).</summary>
internal static class Conditions
{
    private const int Named = 3;

    // Without them a spec that refers to Secrets looks invalid, and is not.
    private static readonly ObjectKey OperatorSecrets = new("v1", "Secret", ClusterNetworkApi.OperatorNamespace, "");

    private static readonly ObjectKey AnyNode = new("v1", "Node", null, "");

    internal static IReadOnlyList<Verdict> Of(Assessment a)
    {
        Verdict[] parts = [Addresses(a), Applied(a), Dataplane(a)];
        var ready = Ready(a, parts);
        return [ready, .. Progress(a, ready), .. parts, .. NotObserved()];
    }

    internal static IReadOnlyList<Verdict> Superseded(NetworkObject active)
    {
        var message = $"ClusterNetwork {active.Name} is older and active; a cluster has one. Delete this one, or that one to make this one active";
        return
        [
            Verdict.False(ConditionTypes.Ready, ConditionReasons.Superseded, message), Verdict.True(ConditionTypes.Stalled, ConditionReasons.Superseded, message),
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
        new[] { ConditionTypes.AddressPlanValid, ConditionTypes.Applied, ConditionTypes.DataplaneAvailable }.Select(t => Verdict.Unknown(t, reason, message))
            .Concat(NotObserved());

    private static IEnumerable<Verdict> NotObserved() => ConditionTypes.NotObserved.Select(t =>
        Verdict.Unknown(t, ConditionReasons.NotObserved, "this version of the operator has no health agents: connectivity is not observed"));

    private static Verdict Addresses(Assessment a)
    {
        const string Type = ConditionTypes.AddressPlanValid;
        var errors = a.Intent.Findings.Where(IsAboutAddresses).Concat(a.Intent.Addresses).Where(f => f.Severity == Severity.Error).Distinct().ToList();
        var blocking = errors.Where(f => f.Blocks).ToList();
        if (blocking.Count > 0) return Verdict.False(Type, ConditionReasons.Invalid, Words(blocking));
        if (!a.Intent.Readable) return Verdict.Unknown(Type, ConditionReasons.SpecUnreadable, "the spec cannot be read, see Applied");
        if (a.Observation.GapFor(AnyNode) is { } hidden) return Verdict.Unknown(Type, ConditionReasons.OfWatch(hidden), $"nodes were not compared with the plan: {hidden.Message}");
        return errors.Count > 0 ? Verdict.True(Type, ConditionReasons.Acknowledged, $"acknowledged: {Overruled(errors)}")
            : Verdict.True(Type, ConditionReasons.Valid, $"the networks fit each other and the cluster{Room(a.Intent.Plan?.Capacity)}");
    }

    private static string Overruled(List<Finding> errors) => string.Join(", ", errors.GroupBy(f => f.Rule, StringComparer.Ordinal)
        .Select(r => $"{r.Key} ({string.Join(", ", r.Take(Named).Select(f => f.Subject))}{(r.Count() > Named ? $" and {r.Count() - Named} more" : "")})"));

    private static string Room(PlanCapacity? room) => room is null ? "" : $"; {room.Allocated} of the {room.Nodes} nodes that fit have their share, of {room.PodsPerNode} pods each";

    private static bool IsAboutAddresses(Finding finding) =>
        finding.Subject.StartsWith("spec.podNetwork", StringComparison.Ordinal) || finding.Subject.StartsWith("spec.serviceNetwork", StringComparison.Ordinal);

    private static Verdict Applied(Assessment a)
    {
        const string Type = ConditionTypes.Applied;
        var count = a.Intent.Objects.Count;
        if (a.Observation.GapFor(OperatorSecrets) is { } closed) return Verdict.Unknown(Type, ConditionReasons.OfWatch(closed), closed.Message);
        if (a.Held)
        {
            var what = a.Intent.Blocking.Except(a.Intent.Addresses).Any() ? "the spec is invalid" : "the address plan does not hold";
            return Verdict.False(Type, ConditionReasons.InvalidSpec, a.Intent.FromRecord
                ? $"{what}, and the spec is not applied; the last valid one goes on being reconciled ({count} objects{Trouble(a)}). {Words([.. a.Intent.Blocking])}"
                : $"{what}, and {(SpecRecord.SpecIn(a.Observation.Record, a.Observation.Network) is null ? "there is no valid spec before it" : "the last valid spec cannot be rendered either")}: nothing is applied and nothing is removed. {Words([.. a.Intent.Blocking])}");
        }

        if (a.Paused && a.Plan.Due.Count > 0)
        {
            return Verdict.False(Type, ConditionReasons.Paused, $"managementState is Paused: {a.Plan.Due.Count} of {count} objects differ and are left so: "
                + string.Join(", ", a.Plan.Due.Take(Named).Select(d => d.Desired.Key.ToString())) + (a.Plan.Due.Count > Named ? ", …" : ""));
        }

        if (a.Plan.Foreign.Count > 0) return Verdict.False(Type, ConditionReasons.ForeignObject, $"nothing is applied. {Words([.. a.Findings.Where(f => f.Rule == RenderRules.TakenObject)])}");
        if (a.Failures.Count > 0) return Verdict.False(Type, FailureWords.Reason(a.Failures[0]), FailureWords.Of(a.Failures));
        if (a.Plan.Unready) return Verdict.Unknown(Type, ConditionReasons.Observing, "the cluster's objects are not all read yet" + Hidden(a));
        if (a.Plan.Due.Count > 0) return Verdict.False(Type, ConditionReasons.Applying, $"{a.Plan.Due.Count} of {count} objects are to be applied");
        if (a.Plan.HeldBack.Count > 0) return Verdict.False(Type, ConditionReasons.DefinitionNotServed, HeldBack(a.Plan.HeldBack.Count, AwaitedDefinitions.Of(a.Observation).All));
        if (a.Plan.Blind.Count > 0) return Verdict.Unknown(Type, ConditionReasons.OfWatch(a.Plan.Blind[0]), $"applied, but changes to it cannot be seen: {a.Plan.Blind[0].Message}");
        return Verdict.True(Type, ConditionReasons.Applied, $"{count} objects are as rendered{Overruled(a)}");
    }

    private static string HeldBack(int objects, IReadOnlyList<CustomDefinition> awaited)
    {
        var refused = awaited.FirstOrDefault(d => d.Trouble is not null);
        var names = string.Join(", ", awaited.Take(Named).Select(d => d.Key.Name)) + (awaited.Count > Named ? ", …" : "");
        return $"{objects} objects wait until the API server serves {names}"
            + (refused is null ? "" : $"; it refuses {refused.Key.Name}: {refused.Trouble}. Another CustomResourceDefinition has that name: remove it, or this one");
    }

    private static string Trouble(Assessment a) => a.Failures.Count == 0 ? "" : "; " + FailureWords.Of(a.Failures);

    private static string Hidden(Assessment a) => string.Concat(a.Observation.Gaps.Take(1).Select(g => $": {g.Message}"));

    private static string Overruled(Assessment a) => a.Plan.Overruled.Count == 0 ? ""
        : "; someone (an admission webhook?) changes back " + string.Join(", ", a.Plan.Overruled.Take(Named).Select(o => $"{o.Key}: {o.Paths[0]}"));

    private static Verdict Dataplane(Assessment a) => a.Rollout.Available switch
    {
        _ when a.Intent.Rendering is null => Verdict.Unknown(ConditionTypes.DataplaneAvailable, ConditionReasons.NothingRendered, "without a valid spec it is not known what should run"),
        null => Verdict.Unknown(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
        true => Verdict.True(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
        false => Verdict.False(ConditionTypes.DataplaneAvailable, a.Rollout.Reason, a.Rollout.Message),
    };

    // The parts in order: the first that is not true says why Ready is not.
    private static Verdict Ready(Assessment a, Verdict[] parts)
    {
        var obstacle = parts.Where(p => p.Status == "False").Concat(parts.Where(p => p.Status == "Unknown")).FirstOrDefault();
        if (a.Held) obstacle = parts.First(p => p.Type == ConditionTypes.Applied);
        if (obstacle is not null) return new Verdict(ConditionTypes.Ready, obstacle.Status, obstacle.Reason, obstacle.Message);
        var paused = a.Paused ? "; managementState is Paused" : "";
        return Verdict.True(ConditionTypes.Ready, ConditionReasons.Ready,
            $"{a.Intent.Addon?.Name} {a.Intent.Rendering!.Version}: {a.Rollout.Message}; whether pods reach each other is not observed by this version{paused}");
    }

    private static IEnumerable<Verdict> Progress(Assessment a, Verdict ready)
    {
        if (ready.Status == "True" && a.Surplus.Count == 0) return [];
        var stuck = a.Intent.Blocking.Any() || a.Rollout.Stalled || a.Failures.Any(f => f.NeedsPerson) || a.Plan.Foreign.Count > 0 || (a.Plan.HeldBack.Count > 0 && AwaitedDefinitions.Of(a.Observation).All.Any(d => d.Trouble is not null)) || (a.Paused && a.Plan.Due.Count > 0)
            || a.Observation.Gaps.Any(g => g.Reason is "Forbidden" or "Unauthorized");
        if (stuck && ready.Status != "True") return [Verdict.True(ConditionTypes.Stalled, ready.Reason, ready.Message)];
        return ready.Status == "True" && a.Paused ? []
            : [Verdict.True(ConditionTypes.Reconciling, ready.Status == "True" ? ConditionReasons.Pruning : ready.Reason, ready.Status == "True" ? $"{a.Surplus.Count} objects that are rendered no longer are to go" : ready.Message)];
    }

    private static string Sentence(string text) =>
        text.Length == 0 || text[^1] is '.' or '?' or '!' ? Capital(text) : Capital(text) + ".";

    private static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Words(List<Finding> findings) =>
        string.Join(" ", findings.Take(Named).Select(f => $"{f.Subject}: {Sentence(f.Message)} {Sentence(f.Fix)}".TrimEnd())) + (findings.Count > Named ? $" And {findings.Count - Named} more, see status.addressPlan.findings." : "");
}
