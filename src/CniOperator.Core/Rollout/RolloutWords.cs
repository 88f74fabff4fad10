using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>Says in words how far a rollout is, the worst first.</summary>
internal sealed class RolloutWords(
    RolloutStatus status,
    IReadOnlyList<WorkloadProgress> workloads,
    NodesByName nodes,
    IReadOnlyList<UncoveredNode> uncovered,
    PodTroubles troubles
)
{
    private const int Named = 3;
    private const string Collector = "Kubernetes' pod garbage collector takes";

    private string Progress =>
        $"{status.Ready} of {status.Desired} dataplane pods are ready, {status.Updated} {(status.Updated == 1 ? "is" : "are")} up to date";

    internal (string Reason, string Message) Of(DateTimeOffset deadline)
    {
        var missing = workloads.Where(w => !w.Workload.Exists).Select(w => w.Workload.Key.ToString()).ToList();
        if (missing.Count > 0)
            return (ConditionReasons.WorkloadMissing, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "does" : "do")} not exist yet");
        return status.Phase switch
        {
            "Pending" when workloads.Count > 0 => Unproven(),
            "Complete" => (ConditionReasons.Available, $"the dataplane runs on {status.Ready} of {status.Desired} nodes{Excused()}"),
            "Stalled" => (
                ConditionReasons.ProgressDeadlineExceeded,
                $"no progress until {deadline:yyyy-MM-ddTHH:mm:ssZ} (spec.rollout.progressDeadlineSeconds): {Progress}{Trouble()}{Awaited()}"
            ),
            "Progressing" when !nodes.All.Any(n => n.Linux) => Unproven(),
            _ when status.Problems.Any(IsFailure) => (ConditionReasons.PodsFailing, Progress + Trouble() + Orphans()),
            _ when workloads.Any(w => w.Stale.Count > 0) => (ConditionReasons.PodsOutdated, Progress + Trouble() + Awaited()),
            _ when workloads.FirstOrDefault(w => !w.Workload.Observed) is { } changed => (
                ConditionReasons.Progressing,
                $"{changed.Workload.Key} changed, its controller has not reported on it yet"
            ),
            _ => (ConditionReasons.Progressing, Progress + Trouble() + Awaited()),
        };
    }

    // What is in the way of a rollout and not of the pods.
    private static bool IsFailure(RolloutProblem problem) =>
        problem.Reason is not (ProblemReasons.NodeUnreachable or ProblemReasons.AccountReplaced);

    private (string Reason, string Message) Unproven() =>
        nodes.All.Count(n => n.Linux) is var count && count == 0
            ? (ConditionReasons.NoNodes, "the cluster has no Linux node on which the dataplane could run")
            : (
                ConditionReasons.NodesSilent,
                $"no dataplane pod is known to run: none of {count} nodes is known to have one and reports; see kubectl get nodes"
            );

    // What the counts do not say: for which nodes it waits, and what for where the counts are complete.
    private string Awaited()
    {
        var coming = uncovered.Where(n => !n.Skipped).Select(n => n.Node.Name).ToList();
        var words = coming.Count > 0 ? $"; it waits for {Names(coming)}" : "";
        words += Elsewhere() + Orphans() + troubles.Waiting;
        return words.Length == 0 && status.Problems.Count == 0 && status.Unavailable > 0
            ? $"; {status.Unavailable} {(status.Unavailable == 1 ? "has" : "have")} not been ready for as long as the workload's minReadySeconds asks"
            : words;
    }

    // The counts are of pods that run on each node, where there are such; others may be what is missing.
    private string Elsewhere() =>
        workloads.All(w => !w.Workload.PerNode)
            ? ""
            : string.Concat(
                workloads
                    .Select(w => w.Workload)
                    .Where(w => !w.PerNode && Math.Min(w.Available, w.Updated) < w.Desired)
                    .Select(w => $"; of {w.Key} {Math.Min(w.Available, w.Updated)} of {w.Desired} pods are available and up to date")
            );

    private string Orphans() =>
        troubles.Gone switch
        {
            [] => "",
            [var one] => $"; the pod of {one}, a node that was deleted, is still there: {Collector} it away within a minute",
            var gone => $"; pods of {Names(gone)}, nodes that were deleted, are still there: {Collector} them away within a minute",
        };

    private string Excused()
    {
        var cordoned = nodes.All.Count(n => n.Unschedulable);
        var silent = nodes
            .All.Where(n => n.Ready == "Unknown" && !n.Unschedulable)
            .Select(n => n.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return (cordoned > 0 ? $"; {cordoned} cordoned {(cordoned == 1 ? "node does" : "nodes do")} not count" : "")
            + silent.Count switch
            {
                0 => "",
                1 => $"; {silent[0]} does not count, because its kubelet does not report: bring it back, or delete its Node",
                _ => $"; {Names(silent)} do not count, because their kubelets do not report: bring them back, or delete their Nodes",
            }
            + Ill([.. nodes.All.Where(n => n.IsIll && !n.Unschedulable)]);
    }

    private static string Ill(List<NodeView> ill) =>
        ill.Count == 0
            ? ""
            : $"; not ready, and not for want of a network, so that {(ill.Count == 1 ? "it does" : "they do")} not count: "
                + $"{Names([.. ill.Select(n => n.Name)])} ({ill[0].Words})";

    private string Trouble()
    {
        var groups = status.Problems.GroupBy(p => p.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        return string.Concat(groups.Take(Named).Select(g => $"; {g.Key}{Places([.. g])}: {g.First().Message}"));
    }

    // Pods that no node takes are named themselves.
    private static string Places(List<RolloutProblem> problems) =>
        problems.TrueForAll(p => p.Node.Length == 0)
            ? $": {(problems.Count == 1 ? "pod" : "pods")} {Names([.. problems.Select(p => p.Pod)])}"
            : $" on {Names([.. problems.Select(p => p.Node).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)])}";

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
