using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Decisions;

/// <summary>What was found out on the way to a decision; conditions and status are words on it.</summary>
internal sealed record Assessment(Observation Observation, ApplyPlan Plan, RolloutView Rollout, IReadOnlyList<DeleteAction> Surplus)
{
    internal Intent Intent => Observation.Intent;

    internal bool Paused => Observation.Network.Spec.IsPaused();

    /// <summary>The present spec is not what is reconciled.</summary>
    internal bool Held => Intent.Held;

    /// <summary>What was found in the spec, and in the cluster about it.</summary>
    internal IReadOnlyList<Finding> Findings =>
        [
            .. Plan.Foreign.Select(f => new Finding(
                RenderRules.TakenObject,
                new ObjectSubject(f.Key),
                $"It belongs to addon {f.Addon} and is left as it is; nothing is applied as long as it does.",
                $"Uninstall {f.Addon} first (delete the object when it is no longer needed), or acknowledge {RenderRules.TakenObject} to take it over."
            )),
            .. Intent.Findings,
        ];

    /// <summary>Something must still be done, and will be without anybody's help.</summary>
    internal bool Busy => !Plan.IsWorkedThrough || Plan.Waiting.Any(f => !f.NeedsPerson);

    /// <summary>Failures of what is still to be done. A write whose answer was lost may have worked: then there is nothing to do.</summary>
    internal IReadOnlyList<ApplyFailure> Failures => [.. Observation.Memory.Failures.Values.Where(Matters)];

    private bool Matters(ApplyFailure failure) =>
        failure switch
        {
            { Key.Kind: Api.ClusterNetworkApi.Kind } => Observation.Network.Spec.RemovesOnDeletion() != Observation.Network.HasFinalizer,
            { Verb: "delete" } => Surplus.Any(s => s.Key == failure.Key),
            _ => Plan.Due.Any(d => d.Desired.Key == failure.Key) || Plan.Waiting.Any(w => w.Key == failure.Key),
        };

    internal static Assessment Of(Observation o)
    {
        var plan = ApplyPlan.Of(o);
        var workloads = Workloads(o);
        var podsHidden = o.Gaps.Any(g => g.Kind == "Pod");
        var deadline = TimeSpan.FromSeconds(o.Intent.Spec?.Rollout.ProgressDeadlineSeconds ?? 600);
        var rollout = RolloutReader.Read(workloads, podsHidden ? null : o.Pods, o.Nodes, deadline, o.Now);
        if (workloads.Select(w => o.GapFor(w.Key)).FirstOrDefault(g => g is not null) is { } gap)
            rollout = rollout with { Available = null, Reason = ConditionReasons.OfWatch(gap), Message = gap.Message, LookAgainAt = null };
        return new Assessment(o, plan, rollout, o.Intent.Rendering is null ? [] : Inventories.Surplus(o));
    }

    private static List<WorkloadView> Workloads(Observation o) =>
        [
            .. o
                .Intent.Objects.Where(m => WorkloadView.IsWorkload(m.Key))
                .Select(m => WorkloadView.Of(m.Key, o.Live.GetValueOrDefault(m.Key))),
        ];
}
