using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>The dataplane runs on every node that counts.</summary>
internal static class RolloutConcern
{
    private const string Type = ConditionTypes.DataplaneAvailable;

    /// <summary>What decides on the condition, in order.</summary>
    internal static ConditionChain<RolloutSituation> Chain { get; } =
        new(
            Type,
            new("what runs was not taken over", NotTakenOver),
            new("nothing is rendered", NothingRendered),
            new("data was lost", r => CareConditions.Lost(r.Care)),
            new("nodes say that they have no network", Unserved),
            new("pods are not ready everywhere", r => r.Rollout.Available == true ? null : Pods(r)),
            new("the dataplane has not acted on an object", r => CareConditions.Effects(r.Care)),
            new("pods of others get no network", r => CareConditions.Unconnected(r.Care, r.Situation)),
            new("how far the pods are", Pods)
        );

    internal static Judgement Judge(Situation s)
    {
        var rollout = Remedies.AddTo(Read(s), s.Desired.Addon);
        var unserved = rollout.Available is null ? UnservedNodes.None : UnservedNodes.Of(s.Facts.Nodes, s.Facts.Pods, s.Facts.Now);
        var care = CareView.Of(s);
        return CareConcern.AddTo(Rollout(new(s, rollout, unserved, care)), care, s);
    }

    private static Judgement Rollout(RolloutSituation r)
    {
        var (s, rollout, unserved, _) = r;
        var failures = PodFailures(s.Facts);
        return new Judgement
        {
            Conditions = [Chain.Of(r)],
            Steps = s.Facts.Network.Paused || failures.Exists(f => f.RetryAt > s.Facts.Now) ? [] : [.. rollout.Restarts.Select(Restart)],
            Status = status =>
                status with
                {
                    Rollout = s.Desired.DefaultNetwork is null ? null : BoundedRollout.Of(NodeProblems.Add(rollout.Status, s, unserved)),
                    NetworkModel = NetworkModel.Of(s.Desired, rollout),
                },
            LookAgainAt = failures
                .Select(f => (DateTimeOffset?)f.RetryAt)
                .Append(rollout.LookAgainAt)
                .Append(unserved.LookAgainAt)
                .Where(t => t > s.Facts.Now)
                .Min(),
            Settled = rollout.Available == true && unserved.IsEmpty,
            Stuck =
                rollout.Stalled
                || (rollout.Available == true && unserved.Lacking.Count > 0)
                || (rollout.Restarts.Count > 0 && (s.Facts.Network.Paused || failures.Exists(f => f.NeedsPerson))),
        };
    }

    private static ConditionState? NotTakenOver(RolloutSituation r)
    {
        var (facts, desired) = r.Situation;
        List<WorkloadView> there =
        [
            .. (desired.NetworkObjects.Count > 0 ? desired.NetworkObjects : desired.PresentObjects)
                .Where(m => WorkloadView.IsWorkload(m.Key))
                .Select(m => WorkloadView.Of(m.Key, facts.RunningBefore(m.Key)))
                .Where(w => w.Exists),
        ];
        return there.Count == 0
            ? null
            : ConditionState.False(
                Type,
                ConditionReasons.NotTakenOver,
                $"{string.Join(", ", there.Select(w => $"{w.Key} runs ({w.Ready} of {w.Desired} pods are ready)"))} and is left as it is, see Applied"
            );
    }

    private static ConditionState? NothingRendered(RolloutSituation r) =>
        r.Situation.Desired.DefaultNetwork is null
            ? ConditionState.Unknown(Type, ConditionReasons.NothingRendered, "without a valid spec it is not known what should run")
            : null;

    // Where pods do not run yet, that is said; a node cannot be served before.
    private static ConditionState? Unserved(RolloutSituation r)
    {
        if (r.Rollout.Available != true || r.Unserved.IsEmpty)
            return null;
        var (reason, message) = UnservedWords.Of(r.Unserved, r.Rollout.Status, r.Situation.Desired.DefaultNetwork!.Rendering.Cni);
        return ConditionState.False(Type, reason, message);
    }

    private static ConditionState Pods(RolloutSituation r) =>
        r.Rollout.Available switch
        {
            null => ConditionState.Unknown(Type, r.Rollout.Reason, r.Rollout.Message),
            true => ConditionState.True(Type, r.Rollout.Reason, r.Rollout.Message),
            false => ConditionState.False(Type, r.Rollout.Reason, r.Rollout.Message + Held(r.Situation.Facts, r.Rollout)),
        };

    private static RolloutView Read(Situation s)
    {
        var workloads = Workloads(s);
        var pods = s.Facts.Gaps.Any(g => g.Kind == "Pod") ? null : s.Facts.Pods;
        var deadline = TimeSpan.FromSeconds(s.Desired.Spec?.Spec?.Rollout.ProgressDeadlineSeconds ?? 600);
        var knowledge = new RolloutKnowledge
        {
            Accounts = new BoundAccounts(s.Facts.Live, s.Facts.Accounts, s.Facts.Now),
            ProbeWords = s.Facts.ProbeWords,
        };
        var rollout = RolloutReader.Read(workloads, pods, s.Facts.Nodes, deadline, s.Facts.Now, knowledge);
        return workloads.Select(w => s.Facts.GapFor(w.Key)).FirstOrDefault(g => g is not null) is not { } gap
            ? rollout
            : rollout with
            {
                Available = null,
                Reason = gap.ConditionReason,
                Message = gap.Message,
                LookAgainAt = null,
                Restarts = [],
                Everywhere = false,
            };
    }

    private static List<WorkloadView> Workloads(Situation s) =>
        [
            .. s
                .Desired.NetworkObjects.Where(m => WorkloadView.IsWorkload(m.Key))
                .Select(m =>
                    WorkloadView.Of(m.Key, s.Facts.Live.GetValueOrDefault(m.Key)) with
                    {
                        Accounts = WorkloadView.AccountOf(m.Json) is { } account ? [account] : [],
                        FileAccounts = [.. s.Desired.Addon?.Workloads.Where(w => w.Key == m.Key).SelectMany(w => w.FileAccountKeys) ?? []],
                    }
                ),
        ];

    private static DeletePodStep Restart(DuePodRestart restart) =>
        new(DeletePodStep.KeyOf(restart.Pod.Namespace, restart.Pod.Name), restart.Pod.Uid, restart.Pod.Node, restart.Why);

    // Deletions of pods that are still to be done.
    private static List<ApplyFailure> PodFailures(Facts facts)
    {
        if (facts.Memory.Failures.Keys.All(k => k.Kind != "Pod"))
            return [];
        var pods = facts.Pods.Where(p => p.DeletedAt is null).Select(p => DeletePodStep.KeyOf(p.Namespace, p.Name)).ToHashSet();
        return [.. facts.Memory.Failures.Values.Where(f => f.Key.Kind == "Pod" && pods.Contains(f.Key))];
    }

    // Why pods that are to be restarted are not.
    private static string Held(Facts facts, RolloutView rollout)
    {
        if (rollout.Restarts.Count == 0)
            return "";
        if (facts.Network.Paused)
            return "; managementState is Paused: the operator restarts no pod";
        return PodFailures(facts) is [var failure, ..]
            ? $"; the operator could not delete {failure.Key}: {failure.Code} {failure.Reason}: {failure.Message}; it needs the verb delete on pods (config/install/20-rbac.yaml)"
            : "";
    }
}
