using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>Says in words how far a rollout is, the worst first.</summary>
internal static class RolloutWords
{
    private const int Named = 3;

    internal static (string Reason, string Message) Of(
        RolloutStatus status,
        IReadOnlyList<WorkloadView> workloads,
        IReadOnlyList<NodeView> nodes,
        DateTimeOffset deadline,
        string waiting
    )
    {
        var missing = workloads.Where(w => !w.Exists).Select(w => w.Key.ToString()).ToList();
        if (missing.Count > 0)
            return (ConditionReasons.WorkloadMissing, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "does" : "do")} not exist yet");
        var progress = $"{status.Ready} of {status.Desired} dataplane pods are ready, {status.Updated} are up to date";
        return status.Phase switch
        {
            "Pending" when workloads.Count > 0 => Unproven(nodes),
            "Complete" => (ConditionReasons.Available, $"the dataplane runs on {status.Ready} of {status.Desired} nodes{Excused(nodes)}"),
            "Stalled" => (
                ConditionReasons.ProgressDeadlineExceeded,
                $"no progress until {deadline:yyyy-MM-ddTHH:mm:ssZ} (spec.rollout.progressDeadlineSeconds): {progress}{Trouble(status)}{waiting}"
            ),
            "Progressing" when !nodes.Any(n => n.Linux) => Unproven(nodes),
            _ when status.Problems.Count > 0 => (ConditionReasons.PodsFailing, progress + Trouble(status)),
            _ when workloads.FirstOrDefault(w => !w.Observed) is { } changed => (
                ConditionReasons.Progressing,
                $"{changed.Key} changed, its controller has not reported on it yet"
            ),
            _ => (ConditionReasons.Progressing, progress + waiting),
        };
    }

    private static (string Reason, string Message) Unproven(IReadOnlyList<NodeView> nodes) =>
        nodes.Count(n => n.Linux) is var count && count == 0
            ? (ConditionReasons.NoNodes, "the cluster has no Linux node on which the dataplane could run")
            : (
                ConditionReasons.NodesSilent,
                $"no dataplane pod is known to run: none of {count} nodes is known to have one and reports; see kubectl get nodes"
            );

    private static string Excused(IReadOnlyList<NodeView> nodes)
    {
        var cordoned = nodes.Count(n => n.Unschedulable);
        var silent = nodes.Count(n => n.Ready == "Unknown" && !n.Unschedulable);
        var ill = nodes.Where(n => n.IsIll && !n.Unschedulable).ToList();
        return (cordoned > 0 ? $"; {cordoned} cordoned {(cordoned == 1 ? "node does" : "nodes do")} not count" : "")
            + (
                silent > 0
                    ? $"; {silent} {(silent == 1 ? "node whose kubelet does not report does" : "nodes whose kubelets do not report do")} not count"
                    : ""
            )
            + (
                ill.Count > 0
                    ? $"; not ready, and not for want of a network, so that {(ill.Count == 1 ? "it does" : "they do")} not count: "
                        + $"{Names([.. ill.Select(n => n.Name)])} ({ill[0].Words})"
                    : ""
            );
    }

    private static string Trouble(RolloutStatus status)
    {
        var groups = status.Problems.GroupBy(p => p.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        return string.Concat(groups.Take(Named).Select(g => $"; {g.Key}{Places([.. g])}: {g.First().Message}"));
    }

    // Pods that no node takes are named themselves.
    private static string Places(List<RolloutProblem> problems) =>
        problems.TrueForAll(p => p.Node.Length == 0)
            ? $": {(problems.Count == 1 ? "pod" : "pods")} {Names([.. problems.Select(p => p.Pod)])}"
            : $" on {Names([.. problems.Select(p => p.Node).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)])}";

    private static string Names(List<string> nodes) =>
        string.Join(", ", nodes.Take(Named)) + (nodes.Count > Named ? $" and {nodes.Count - Named} more" : "");
}
