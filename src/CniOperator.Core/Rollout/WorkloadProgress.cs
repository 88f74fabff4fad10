using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>
/// What keeps the pods of one workload from being those that it should have, and which of them the operator replaces itself: those that are
/// bound to an account that is gone, and those that their controller does not replace because a node does not report.
/// </summary>
internal sealed class WorkloadProgress
{
    private readonly WorkloadPods _set;
    private readonly NodesByName _nodes;

    // Nodes on which the newest template has failed. One that went silent after that, as for the restart that cures it, does not show that
    // the template would run on others.
    private readonly HashSet<string> _failed;

    internal WorkloadProgress(WorkloadPods set, NodesByName nodes, BoundAccounts accounts)
    {
        (_set, _nodes) = (set, nodes);
        foreach (var pod in set.Pods)
            if (pod.DeletedAt is null && accounts.ReplacedFor(pod, set.Workload) is { } account)
                Stale[pod] = account;
        _failed = set
            .Pods.Where(p => p.FailedAtStart && set.Workload.IsNewest(p) && !Stale.ContainsKey(p) && !nodes.IsGone(p.Node))
            .Select(p => p.Node)
            .ToHashSet(StringComparer.Ordinal);
        Silent = set.Workload.PerNode
            ? set.Nodes.Count(n =>
                (nodes.IsSilent(n) || nodes.IsIll(n) || nodes.IsGone(n)) && !set.Ready.Contains(n) && !_failed.Contains(n)
            )
            : 0;
        Held = IsHeld();
    }

    /// <summary>The workload.</summary>
    internal WorkloadView Workload => _set.Workload;

    /// <summary>Its pods.</summary>
    internal WorkloadPods Set => _set;

    /// <summary>Pods that were made before their account of today, with that.</summary>
    internal Dictionary<PodView, ObjectKey> Stale { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many nodes lack a ready pod and do not report, start no pod, or are gone and still have one.</summary>
    internal int Silent { get; }

    /// <summary>
    /// How many ready pods of the newest template there are for certain, by the number of the template that a pod carries. Where it carries
    /// none, or an earlier one although the template is the same again, as many must be both as there are updated and ready ones beyond
    /// those desired.
    /// </summary>
    internal int Newest =>
        Math.Max(
            _set.Pods.Where(p => p.Ready && Workload.IsNewest(p) && !Stale.ContainsKey(p)).DistinctBy(p => p.Node).Count(),
            Workload.Observed ? Math.Min(Workload.Updated, Workload.Desired - Stale.Count) + Workload.Ready - Workload.Desired : 0
        );

    /// <summary>Its controller replaces no further pod, because nodes that do not report use up what may be unavailable.</summary>
    internal bool Held { get; }

    /// <summary>
    /// The pods to delete now. Of the nodes that report, never more are without a ready pod than the workload allows. While its controller
    /// replaces pods, that one alone does.
    /// </summary>
    internal IEnumerable<DuePodRestart> Next()
    {
        if (!Workload.Observed || !Workload.Rolls || (Workload.Updated < Workload.Desired && !Held))
            return [];
        var due = _set.Pods.Where(IsDue).ToHashSet(ReferenceEqualityComparer.Instance);
        return due.Count == 0
            ? []
            : due.Cast<PodView>()
                .OrderBy(p => p.Ready)
                .ThenBy(p => p.Node, StringComparer.Ordinal)
                .Take(Math.Max(0, Workload.Budget() - Unavailable(due)))
                .Select(p => new DuePodRestart(p, Why(p)));
    }

    /// <summary>The pod has the newest template and failed on its node, which went silent then: none is replaced by such a one.</summary>
    internal bool Stops(PodView pod) => Workload.Updated < Workload.Desired && _failed.Contains(pod.Node) && _nodes.IsSilent(pod.Node);

    private bool IsDue(PodView pod) =>
        pod.DeletedAt is null && _nodes.Reports(pod.Node) && (Stale.ContainsKey(pod) || (Held && Workload.IsOutdated(pod)));

    private string Why(PodView pod) =>
        Stale.TryGetValue(pod, out var account)
            ? $"it was started before {account} was recreated, and the API server refuses {Workload.TokenOf(account)}"
            : $"it is of an earlier template, and {Workload.Key} replaces no pod while a node does not report";

    private bool IsHeld()
    {
        if (
            Silent == 0
            || Workload is not { Observed: true, Rolls: true, TemplateGeneration: not null }
            || Workload.Updated >= Workload.Desired
        )
            return false;
        var fresh = _set.Pods.Where(p => p.DeletedAt is null && !_nodes.IsGone(p.Node) && !Workload.IsOutdated(p));

        // Its controller also takes a pod for new whose template was the same before, whatever its number: then this cannot tell.
        return fresh.Select(p => p.Node).Distinct(StringComparer.Ordinal).Count() >= Workload.Updated
            && Silent + Unavailable([]) >= Workload.Budget();
    }

    // On nodes that report: without a ready pod, those aside whose pod is to be replaced anyway; and nodes whose pod is yet to be made.
    private int Unavailable(HashSet<object?> due)
    {
        if (!Workload.PerNode)
            return _set.Pods.Count(p => !p.Ready && !due.Contains(p)) + Math.Max(0, Workload.Desired - _set.Pods.Count);
        var dueNodes = due.Cast<PodView>().Select(p => p.Node).ToHashSet(StringComparer.Ordinal);
        var missing = Workload.Desired - _set.Nodes.Count(n => !_nodes.IsGone(n));
        return _set.Nodes.Count(n => (_nodes.Reports(n) || _failed.Contains(n)) && !_set.Ready.Contains(n) && !dueNodes.Contains(n))
            + Math.Max(0, missing);
    }
}
