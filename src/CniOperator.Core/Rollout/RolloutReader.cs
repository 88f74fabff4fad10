using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>
/// Judges how far the dataplane's workloads are. Everything is derived from the cluster's own records, the time of the last progress too,
/// so that a restart of the operator changes nothing. Pods and nodes are gone through a fixed number of times, however many there are.
/// </summary>
public static class RolloutReader
{
    /// <summary>Reads the rollout.</summary>
    /// <param name="workloads">The workloads of the addon.</param>
    /// <param name="pods">Pods, those of other workloads too; <c>null</c> when pods cannot be seen.</param>
    /// <param name="nodes">Every node.</param>
    /// <param name="progressDeadline">How long a rollout may stand still.</param>
    /// <param name="now">The present.</param>
    /// <param name="knowledge">What is known of the pods besides.</param>
    public static RolloutView Read(
        IReadOnlyList<WorkloadView> workloads,
        IReadOnlyList<PodView>? pods,
        IReadOnlyList<NodeView> nodes,
        TimeSpan progressDeadline,
        DateTimeOffset now,
        RolloutKnowledge? knowledge = null
    )
    {
        var known = knowledge ?? RolloutKnowledge.None;
        var table = new NodesByName(nodes);
        var sets = WorkloadPods.Of(workloads, pods ?? []);
        List<WorkloadProgress> progress = [.. sets.Select(s => new WorkloadProgress(s, table, known.Accounts))];
        var uncovered = pods is null ? [] : UncoveredNode.Of(progress, nodes);
        var troubles = new PodTroubles(progress, table, known, now);
        var counts = RolloutCounts.Of(progress, uncovered) with
        {
            Problems = troubles.Problems(uncovered),
            FailedNodes = troubles.FailedNodes,
        };
        var complete = workloads.Count > 0 && progress.All(p => IsDone(p, table, pods is null)) && uncovered.Count == 0;
        var deadline = LastProgress(progress, uncovered, known.Accounts) + progressDeadline;
        // Where nothing runs, or no kubelet says so, nothing was proven: silence is never health.
        var proven = counts.Ready > 0 && nodes.Any(n => n.Reports);
        counts = counts with { Phase = Phase(workloads, complete, proven, now >= deadline) };
        var (reason, message) = new RolloutWords(counts, progress, table, uncovered, troubles).Of(deadline);
        var everywhere = complete && progress.All(p => IsEverywhere(p.Workload));
        return new RolloutView(counts, complete && !proven ? null : complete, reason, message, LookAgain(troubles, counts, deadline, now))
        {
            Restarts = [.. progress.SelectMany(p => p.Next())],
            Newest = everywhere ? counts.Desired : RolloutCounts.Newest(progress),
            Everywhere = everywhere,
        };
    }

    private static DateTimeOffset? LookAgain(PodTroubles troubles, RolloutStatus counts, DateTimeOffset deadline, DateTimeOffset now) =>
        troubles.LookAgainAt.Append(counts.Phase == "Progressing" ? deadline : null).Where(t => t > now).Min();

    private static string Phase(IReadOnlyList<WorkloadView> workloads, bool complete, bool proven, bool late) =>
        workloads.All(w => !w.Exists) || (complete && !proven) ? "Pending"
        : complete ? "Complete"
        : late ? "Stalled"
        : "Progressing";

    private static bool IsEverywhere(WorkloadView workload) => workload.Updated >= workload.Desired && workload.Ready >= workload.Desired;

    // A node that does not count may lack its pod, or run an old one, without holding the rollout up.
    private static bool IsDone(WorkloadProgress progress, NodesByName nodes, bool blind)
    {
        var workload = progress.Workload;
        if (!workload.Exists || !workload.Observed)
            return false;
        if (!workload.PerNode || blind)
            return workload.Updated >= workload.Desired && workload.Available >= workload.Desired && progress.Stale.Count == 0;
        var least = workload.Desired - progress.Set.Nodes.Count(nodes.IsExcused);
        return workload.Updated >= least && workload.Available >= least && !progress.Stale.Keys.Any(p => nodes.Counts(p.Node));
    }

    private static DateTimeOffset LastProgress(List<WorkloadProgress> progress, List<UncoveredNode> uncovered, BoundAccounts accounts)
    {
        // In the far future, but not so far that a deadline cannot be added to it.
        var last = progress.Count == 0 ? DateTimeOffset.MaxValue - TimeSpan.FromDays(3650) : DateTimeOffset.MinValue;
        foreach (var workload in progress)
        {
            last = Later(last, workload.Workload.ChangedAt);
            foreach (var pod in workload.Set.Pods)
            {
                last = Later(last, pod.CreatedAt);
                last = Later(last, pod.Ready || pod.LostReadiness ? pod.ReadyChangedAt : null);
            }

            foreach (var account in workload.Stale.Values.Distinct())
                last = Later(last, accounts.CreatedAt(account));
        }

        return uncovered.Aggregate(last, (time, node) => Later(time, node.Node.CreatedAt));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
