using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>
/// Judges how far the dataplane's workloads are. Everything is derived from the cluster's own records, the time of the last progress too,
/// so that a restart of the operator changes nothing.
/// </summary>
public static class RolloutReader
{
    /// <summary>Reads the rollout.</summary>
    /// <param name="workloads">The workloads of the addon.</param>
    /// <param name="pods">Pods, those of other workloads too; <c>null</c> when pods cannot be seen.</param>
    /// <param name="nodes">Every node.</param>
    /// <param name="progressDeadline">How long a rollout may stand still.</param>
    /// <param name="now">The present.</param>
    public static RolloutView Read(
        IReadOnlyList<WorkloadView> workloads,
        IReadOnlyList<PodView>? pods,
        IReadOnlyList<NodeView> nodes,
        TimeSpan progressDeadline,
        DateTimeOffset now
    )
    {
        var ours = Ours(workloads, pods);
        var diagnosed = ours.Select(p => (Pod: p, Diagnosis: PodDiagnosis.Of(p, now)))
            .Where(d => d.Diagnosis is not null)
            .Select(d => (d.Pod, Diagnosis: d.Diagnosis!))
            .ToList();
        var waiting = diagnosed.RemoveAll(d => NodeAwaiting.Waits(d.Pod, nodes));
        var uncovered = pods is null ? [] : Uncovered(workloads, ours, nodes);
        var problems = Problems(diagnosed, uncovered.Where(n => Skipped(n, workloads, ours)), nodes);
        var counts = Counts(workloads) with
        {
            Problems = problems,
            FailedNodes = diagnosed
                .Where(d => d.Diagnosis.Failed && d.Pod.Node.Length > 0)
                .Select(d => d.Pod.Node)
                .Distinct(StringComparer.Ordinal)
                .Count(),
        };
        var excused = nodes.Where(n => !n.Counts).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var complete = workloads.Count > 0 && workloads.All(w => IsDone(w, ours, excused, pods is null)) && uncovered.Count == 0;
        var deadline = LastProgress(workloads, ours, uncovered) + progressDeadline;
        // Where nothing runs, or no kubelet says so, nothing was proven: silence is never health.
        var proven = counts.Ready > 0 && nodes.Any(n => n.Reports);
        var phase = Phase(workloads, complete, proven, now >= deadline);
        counts = counts with { Phase = phase };
        var (reason, message) = RolloutWords.Of(counts, workloads, nodes, deadline, NodeAwaiting.Words(waiting, nodes));
        var lookAgain = diagnosed
            .Select(d => d.Diagnosis.LookAgainAt)
            .Append(phase == "Progressing" ? deadline : null)
            .Where(t => t > now)
            .Min();
        return new RolloutView(counts, complete && !proven ? null : complete, reason, message, lookAgain);
    }

    private static List<PodView> Ours(IReadOnlyList<WorkloadView> workloads, IReadOnlyList<PodView>? pods) =>
        [
            .. (pods ?? [])
                .Where(p => workloads.Any(w => w.Owns(p)))
                .OrderBy(p => p.Node, StringComparer.Ordinal)
                .ThenBy(p => p.Name, StringComparer.Ordinal),
        ];

    private static string Phase(IReadOnlyList<WorkloadView> workloads, bool complete, bool proven, bool late) =>
        workloads.All(w => !w.Exists) || (complete && !proven) ? "Pending"
        : complete ? "Complete"
        : late ? "Stalled"
        : "Progressing";

    // A node that does not count may lack its pod, or run an old one, without holding the rollout up.
    private static bool IsDone(WorkloadView workload, List<PodView> pods, HashSet<string> excused, bool blind)
    {
        if (!workload.Exists || !workload.Observed)
            return false;
        if (!workload.PerNode || blind)
            return workload.Updated >= workload.Desired && workload.Available >= workload.Desired;
        var least =
            workload.Desired - pods.Where(workload.Owns).Select(p => p.Node).Distinct(StringComparer.Ordinal).Count(excused.Contains);
        return workload.Updated >= least && workload.Available >= least;
    }

    // Nodes that count and have no ready pod of some per-node workload.
    private static List<NodeView> Uncovered(IReadOnlyList<WorkloadView> workloads, List<PodView> pods, IReadOnlyList<NodeView> nodes)
    {
        var uncovered = new SortedDictionary<string, NodeView>(StringComparer.Ordinal);
        foreach (var workload in workloads.Where(w => w.PerNode))
        {
            var covered = pods.Where(p => p.Ready && workload.Owns(p)).Select(p => p.Node).ToHashSet(StringComparer.Ordinal);
            foreach (var node in nodes.Where(n => n.Counts && !covered.Contains(n.Name)))
                uncovered[node.Name] = node;
        }

        return [.. uncovered.Values];
    }

    // A workload's controller has made every pod that it wants, and none for this node.
    private static bool Skipped(NodeView node, IReadOnlyList<WorkloadView> workloads, List<PodView> pods) =>
        workloads
            .Where(w => w.PerNode && w.Observed)
            .Any(w => pods.Where(w.Owns).ToList() is var own && own.Count >= w.Desired && own.TrueForAll(p => p.Node != node.Name));

    private static List<RolloutProblem> Problems(
        List<(PodView Pod, PodDiagnosis Diagnosis)> diagnosed,
        IEnumerable<NodeView> skipped,
        IReadOnlyList<NodeView> nodes
    )
    {
        var unreachable = nodes.Where(n => n.Ready == "Unknown").Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var problems = diagnosed
            .Where(d => d.Diagnosis.Failed)
            .Select(d =>
                unreachable.Contains(d.Pod.Node)
                    ? new RolloutProblem(
                        d.Pod.Node,
                        d.Pod.Name,
                        ProblemReasons.NodeUnreachable,
                        "the node's kubelet does not report; the pod's state is unknown and does not count"
                    )
                    : new RolloutProblem(d.Pod.Node, d.Pod.Name, d.Diagnosis.Reason, d.Diagnosis.Message)
            )
            .ToList();
        var known = diagnosed.Select(d => d.Pod.Node).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            skipped
                .Where(n => !known.Contains(n.Name))
                .Select(n => new RolloutProblem(
                    n.Name,
                    "",
                    ProblemReasons.NoPod,
                    "no dataplane pod is meant for this node: it does not match spec.placement.nodeSelector, or has a taint that spec.placement.tolerations lacks"
                ))
        );
        return [.. problems.OrderBy(p => p.Node, StringComparer.Ordinal).ThenBy(p => p.Pod, StringComparer.Ordinal)];
    }

    // Several per-node workloads: a node is as far as its least.
    private static RolloutStatus Counts(IReadOnlyList<WorkloadView> workloads)
    {
        var perNode = workloads.Where(w => w.PerNode).ToList();
        var counted = perNode.Count > 0 ? perNode : [.. workloads];
        if (counted.Count == 0)
            return new RolloutStatus();
        var desired = counted.Max(w => w.Desired);
        var ready = counted.Min(w => w.Ready);
        return new RolloutStatus
        {
            Desired = desired,
            Updated = counted.Min(w => w.Updated),
            Ready = ready,
            Unavailable = Math.Max(0, desired - counted.Min(w => w.Available)),
            Nodes = $"{ready}/{desired}",
        };
    }

    private static DateTimeOffset LastProgress(IReadOnlyList<WorkloadView> workloads, List<PodView> pods, List<NodeView> uncovered) =>
        workloads
            .Select(w => w.ChangedAt)
            .Concat(pods.Where(p => p.Ready && p.ReadyChangedAt is not null).Select(p => p.ReadyChangedAt!.Value))
            .Concat(pods.Select(p => p.CreatedAt))
            .Concat(uncovered.Select(n => n.CreatedAt))
            .DefaultIfEmpty(DateTimeOffset.MaxValue - TimeSpan.FromDays(3650))
            .Max();
}
