namespace CniOperator.Core.Rollout;

/// <summary>The pods of one workload, and on which nodes they are.</summary>
internal sealed class WorkloadPods(WorkloadView workload)
{
    private readonly List<PodView> _pods = [];
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);

    /// <summary>The workload.</summary>
    internal WorkloadView Workload => workload;

    /// <summary>Its pods, in no particular order.</summary>
    internal IReadOnlyList<PodView> Pods => _pods;

    /// <summary>The nodes that have one, ready or not.</summary>
    internal IReadOnlySet<string> Nodes => _nodes;

    /// <summary>The nodes that have a ready one.</summary>
    internal IReadOnlySet<string> Ready => _ready;

    /// <summary>One pass over the pods; a pod that no workload owns is left out.</summary>
    internal static IReadOnlyList<WorkloadPods> Of(IReadOnlyList<WorkloadView> workloads, IReadOnlyList<PodView> pods)
    {
        List<WorkloadPods> sets = [.. workloads.Select(w => new WorkloadPods(w))];
        foreach (var pod in pods)
        foreach (var set in sets)
            if (set.Workload.Owns(pod))
                set.Add(pod);
        return sets;
    }

    private void Add(PodView pod)
    {
        _pods.Add(pod);
        _nodes.Add(pod.Node);
        if (pod.Ready)
            _ready.Add(pod.Node);
    }
}
