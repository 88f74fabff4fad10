using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// From one observation to one decision. Pure, so that whatever can be wrong about when the operator acts can be tested without a cluster.
/// </summary>
public static class Decider
{
    /// <summary>Decides what to do now.</summary>
    public static Decision Decide(Observation o)
    {
        if (o.Network.Deleting)
            return Departure.Decide(o);
        return o.Active is { } active ? Superseded(o, active) : Active(o);
    }

    private static Decision Superseded(Observation o, NetworkObject active)
    {
        var status = new ClusterNetworkStatus
        {
            ObservedGeneration = o.Network.Generation,
            Conditions = StatusBuilder.Timed(o, Conditions.Superseded(active)),
        };
        return new Decision { Status = StatusBuilder.WhenChanged(o, status), Events = Notices.Of(o, status) };
    }

    private static Decision Active(Observation o)
    {
        var assessment = Assessment.Of(o);
        var status = StatusBuilder.Of(assessment);
        var decision = new Decision
        {
            Status = StatusBuilder.WhenChanged(o, status),
            Events = Notices.Of(o, status),
            Told = NodeNotices.Standing(o),
            LookAgainAt = LookAgain(assessment),
        };
        if (assessment.Paused)
            return decision;
        return decision with
        {
            Waves = Waves.Of(assessment.Plan.Due),
            Deletes = MayPrune(assessment) ? [.. assessment.Surplus.Where(d => !Waits(o, d.Key))] : [],
            AttachFinalizer =
                o.Network.Spec.RemovesOnDeletion() == o.Network.HasFinalizer || Waits(o, o.Network.Key)
                    ? null
                    : o.Network.Spec.RemovesOnDeletion(),
        };
    }

    // Nothing that works is deleted before what replaces it is ready.
    private static bool MayPrune(Assessment a) =>
        !a.Busy && a.Plan.Waiting.Count == 0 && a.Plan.Blind.Count == 0 && a.Observation.UnseenUntil is null && a.Rollout.Available == true;

    private static DateTimeOffset? LookAgain(Assessment a) =>
        a
            .Failures.Select(f => (DateTimeOffset?)f.RetryAt)
            .Append(a.Rollout.LookAgainAt)
            .Append(a.Observation.UnseenUntil)
            .Append(a.Observation.NodesJoinUntil)
            .Where(t => t > a.Observation.Now)
            .Min();

    private static bool Waits(Observation o, ObjectKey key) => o.Memory.Failures.GetValueOrDefault(key)?.RetryAt > o.Now;
}
