using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>What is wrong with the pods of the workloads, each looked at once.</summary>
internal sealed class PodTroubles
{
    private readonly List<RolloutProblem> _failed = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset?> _lookAgain = [];
    private readonly NodesByName _nodes;

    internal PodTroubles(IReadOnlyList<WorkloadProgress> workloads, NodesByName nodes, RolloutKnowledge knowledge, DateTimeOffset now)
    {
        _nodes = nodes;
        var awaiting = new NodeAwaiting(nodes.All);
        var waiting = 0;
        foreach (var workload in workloads)
        foreach (var pod in workload.Set.Pods)
        {
            if (nodes.IsGone(pod.Node) && workload.Workload.PerNode)
                _gone.Add(pod.Node);
            var account = workload.Stale.GetValueOrDefault(pod);
            if (account is null && pod.Ready)
                continue;
            if (awaiting.Waits(pod))
                waiting++;
            else
                Add(workload, pod, account, PodDiagnosis.Of(pod, now, knowledge.ProbeWords.GetValueOrDefault(pod.Uid)));
        }

        Waiting = awaiting.Words(waiting);
    }

    /// <summary>On pods that wait for a node to become ready, to put behind the state of the rollout; empty for none.</summary>
    internal string Waiting { get; }

    /// <summary>Nodes with a pod in trouble.</summary>
    internal int FailedNodes => _failed.Where(f => f.Node.Length > 0).Select(f => f.Node).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Nodes that were deleted and whose pods are still there, by name.</summary>
    internal IReadOnlyList<string> Gone => [.. _gone.Order(StringComparer.Ordinal)];

    /// <summary>When slow starts would count as problems.</summary>
    internal IEnumerable<DateTimeOffset?> LookAgainAt => _lookAgain;

    /// <summary>The entries for <c>status.rollout.problems</c>, by node and pod; nodes for which no pod is meant among them.</summary>
    internal IReadOnlyList<RolloutProblem> Problems(List<UncoveredNode> uncovered)
    {
        List<RolloutProblem> problems =
        [
            .. _failed,
            .. uncovered
                .Where(n => n.Skipped && !_known.Contains(n.Node.Name))
                .Select(n => new RolloutProblem(
                    n.Node.Name,
                    "",
                    ProblemReasons.NoPod,
                    "no dataplane pod is meant for this node: it does not match spec.placement.nodeSelector, or has a taint that spec.placement.tolerations lacks"
                )),
        ];
        problems.Sort(ByPlace);
        return problems;
    }

    private void Add(WorkloadProgress workload, PodView pod, ObjectKey? account, PodDiagnosis? diagnosis)
    {
        if (!pod.Ready && _nodes.IsSilent(pod.Node))
        {
            _failed.Add(new(pod.Node, pod.Name, ProblemReasons.NodeUnreachable, Silence(workload, pod)));
            _known.Add(pod.Node);
            return;
        }

        if (diagnosis is not null)
        {
            _known.Add(pod.Node);
            _lookAgain.Add(diagnosis.LookAgainAt);
        }

        if (diagnosis is { Failed: true } && _nodes.IsGone(pod.Node))
            _failed.Add(new(pod.Node, pod.Name, ProblemReasons.Terminating, Orphan(pod)));
        else if (diagnosis is { Failed: true })
            _failed.Add(new(pod.Node, pod.Name, diagnosis.Reason, diagnosis.Message) { Log = diagnosis.Log });
        else if (account is not null)
            _failed.Add(new(pod.Node, pod.Name, ProblemReasons.AccountReplaced, Replaced(account, workload.Workload)));
    }

    private static int ByPlace(RolloutProblem one, RolloutProblem other)
    {
        var node = string.CompareOrdinal(one.Node, other.Node);
        return node != 0 ? node : string.CompareOrdinal(one.Pod, other.Pod);
    }

    private static string Silence(WorkloadProgress workload, PodView pod) =>
        "the node's kubelet does not report, so that the state of its pod is unknown; it does not count"
        + (
            workload.Stops(pod)
                ? $". The pod has the newest template of {workload.Workload.Key} and had failed before the node fell silent: no further one is replaced"
            : !workload.Held ? ""
            : $". It uses up what {workload.Workload.Key} lets be unavailable, so that its controller replaces no pod: the operator does it"
        )
        + $". Bring the node back, or if it is gone for good: kubectl delete node {pod.Node}";

    private static string Orphan(PodView pod) =>
        "the node was deleted, and its pod should be gone by now: Kubernetes' pod garbage collector takes it away. If it stays: "
        + $"kubectl -n {pod.Namespace} delete pod {pod.Name} --force --grace-period=0";

    private static string Replaced(ObjectKey account, WorkloadView workload) =>
        $"{account} was recreated after the pod started, and the API server refuses {workload.TokenOf(account)}; it is restarted in its turn";
}
