using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>The condition <c>Applied</c>: whether every object is as rendered, and if not, what is in the way.</summary>
internal static class AppliedCondition
{
    private const string Type = ConditionTypes.Applied;

    private const int Named = 3;

    // Without them a spec that refers to Secrets looks invalid, and is not.
    private static readonly ObjectKey OperatorSecrets = new("v1", "Secret", ClusterNetworkApi.OperatorNamespace, "");

    internal static Verdict Of(Assessment a)
    {
        var count = a.Intent.Objects.Count;
        if (a.Observation.GapFor(OperatorSecrets) is { } closed)
            return Verdict.Unknown(Type, ConditionReasons.OfWatch(closed), closed.Message);
        if (a.Held)
            return Verdict.False(Type, ConditionReasons.InvalidSpec, Held(a, count));
        if (a.Paused && a.Plan.Due.Count > 0)
            return Verdict.False(Type, ConditionReasons.Paused, Paused(a, count));
        if (a.Plan.Foreign.Count > 0)
            return Verdict.False(Type, ConditionReasons.ForeignObject, Foreign(a));
        if (a.Failures.Count > 0)
            return Verdict.False(Type, FailureWords.Reason(a.Failures[0]), FailureWords.Of(a.Failures));
        if (a.Plan.Unready)
            return Verdict.Unknown(Type, ConditionReasons.Observing, "the cluster's objects are not all read yet" + Hidden(a));
        if (a.Plan.Due.Count > 0)
            return Verdict.False(Type, ConditionReasons.Applying, $"{a.Plan.Due.Count} of {count} objects are to be applied");
        if (a.Plan.HeldBack.Count > 0)
            return Verdict.False(Type, ConditionReasons.DefinitionNotServed, HeldBack(a));
        return a.Plan.Blind is [var blind, ..]
            ? Verdict.Unknown(Type, ConditionReasons.OfWatch(blind), $"applied, but changes to it cannot be seen: {blind.Message}")
            : Verdict.True(Type, ConditionReasons.Applied, $"{count} objects are as rendered{Overruled(a)}");
    }

    private static string Held(Assessment a, int count)
    {
        var what = a.Intent.Blocking.Except(a.Intent.Addresses).Any() ? "the spec is invalid" : "the address plan does not hold";
        var words = FindingWords.Of([.. a.Intent.Blocking]);
        if (a.Intent.FromRecord)
            return $"{what}, and the spec is not applied; the last valid one goes on being reconciled ({count} objects{Trouble(a)}). {words}";
        var before = SpecRecord.SpecIn(a.Observation.Record, a.Observation.Network) is null
            ? "there is no valid spec before it"
            : "the last valid spec cannot be rendered either";
        return $"{what}, and {before}: nothing is applied and nothing is removed. {words}";
    }

    private static string Paused(Assessment a, int count) =>
        $"managementState is Paused: {a.Plan.Due.Count} of {count} objects differ and are left so: "
        + string.Join(", ", a.Plan.Due.Take(Named).Select(d => d.Desired.Key.ToString()))
        + (a.Plan.Due.Count > Named ? ", …" : "");

    private static string Foreign(Assessment a) =>
        $"nothing is applied. {FindingWords.Of([.. a.Findings.Where(f => f.Rule == RenderRules.TakenObject)])}";

    private static string HeldBack(Assessment a)
    {
        var awaited = AwaitedDefinitions.Of(a.Observation).All;
        var refused = awaited.FirstOrDefault(d => d.Trouble is not null);
        var names = string.Join(", ", awaited.Take(Named).Select(d => d.Key.Name)) + (awaited.Count > Named ? ", …" : "");
        return $"{a.Plan.HeldBack.Count} objects wait until the API server serves {names}"
            + (
                refused is null
                    ? ""
                    : $"; it refuses {refused.Key.Name}: {refused.Trouble}. "
                        + "Another CustomResourceDefinition has that name: remove it, or this one"
            );
    }

    private static string Trouble(Assessment a) => a.Failures.Count == 0 ? "" : "; " + FailureWords.Of(a.Failures);

    private static string Hidden(Assessment a) => string.Concat(a.Observation.Gaps.Take(1).Select(g => $": {g.Message}"));

    private static string Overruled(Assessment a) =>
        a.Plan.Overruled.Count == 0
            ? ""
            : "; someone (an admission webhook?) changes back "
                + string.Join(", ", a.Plan.Overruled.Take(Named).Select(o => $"{o.Key}: {o.Paths[0]}"));
}
