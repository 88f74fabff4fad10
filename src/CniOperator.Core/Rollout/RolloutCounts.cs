using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>The counts of a rollout. Several per-node workloads: a node is as far as its least.</summary>
internal static class RolloutCounts
{
    /// <summary>
    /// As the workloads' controllers count, less what the pods say already: a controller counts a moment later, and knows nothing of
    /// accounts.
    /// </summary>
    internal static RolloutStatus Of(List<WorkloadProgress> workloads, List<UncoveredNode> uncovered)
    {
        var counted = Counted(workloads);
        if (counted.Count == 0)
            return new RolloutStatus();
        var desired = counted.Max(w => w.Workload.Desired);
        var ready = counted.Min(w => w.Workload.Ready);
        if (counted[0].Workload.PerNode)
            ready = Math.Min(ready, Math.Max(0, desired - uncovered.Count(n => !n.Skipped)));
        return new RolloutStatus
        {
            Desired = desired,
            Updated = counted.Min(w => Math.Min(w.Workload.Updated, Math.Max(0, w.Workload.Desired - w.Stale.Count))),
            Ready = ready,
            Unavailable = Math.Max(0, desired - Math.Min(ready, counted.Min(w => w.Workload.Available))),
            Nodes = $"{ready}/{desired}",
        };
    }

    /// <summary>See <see cref="RolloutView.Newest"/>.</summary>
    internal static int Newest(List<WorkloadProgress> workloads) => Counted(workloads).Select(w => w.Newest).DefaultIfEmpty().Min();

    private static List<WorkloadProgress> Counted(List<WorkloadProgress> workloads) =>
        workloads.Where(w => w.Workload.PerNode).ToList() is { Count: > 0 } perNode ? perNode : workloads;
}
