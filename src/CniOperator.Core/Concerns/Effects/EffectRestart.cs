using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>
/// Restarts of the dataplane on nodes that still lack an effect after the object was written again as often as that may help: one node
/// after the other, and on no further one when it does not help.
/// </summary>
/// <param name="Next">The pod to restart now; <c>null</c> while one is awaited, and when there is none left.</param>
/// <param name="Failed">Restarting did not help, or there is nothing to restart.</param>
internal sealed record EffectRestart(PodView? Next, bool Failed)
{
    private static readonly EffectRestart Waits = new(null, false);
    private static readonly EffectRestart None = new(null, true);

    /// <summary>What to restart.</summary>
    /// <param name="facts">What is.</param>
    /// <param name="expected">The effect.</param>
    /// <param name="lacking">The nodes that lack it, with the time from which it is awaited there.</param>
    /// <param name="touchedAt">When the object was last written again: what started after that saw it as it is.</param>
    internal static EffectRestart Of(
        Facts facts,
        ExpectedEffect expected,
        IReadOnlyList<(string Node, DateTimeOffset Since)> lacking,
        DateTimeOffset touchedAt
    )
    {
        if (Workload(facts, expected) is not { Exists: true, Rolls: true } workload)
            return None;
        List<PodView> pods = [.. facts.Pods.Where(p => p.OwnerUid == workload.Uid)];
        var byNode = pods.Where(p => p.DeletedAt is null)
            .GroupBy(p => p.Node)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var due = facts.Now - TimeSpan.FromSeconds(expected.Effect.DueSeconds);
        PodView? next = null;
        foreach (var (node, since) in lacking)
            if (!byNode.TryGetValue(node, out var pod))
                continue;
            else if (pod.CreatedAt > touchedAt)
                return since <= due ? None : Waits;
            else
                next ??= pod;
        return next is null ? None
            : IsBusy(facts, workload, pods) ? Waits
            : new EffectRestart(next, false);
    }

    private static WorkloadView? Workload(Facts facts, ExpectedEffect expected) =>
        expected.Restarted is { } key && facts.Live.GetValueOrDefault(key) is { } live ? WorkloadView.Of(key, live) : null;

    // While a pod of it is missing, or not ready where it must be, or its controller replaces pods, no other is taken away.
    private static bool IsBusy(Facts facts, WorkloadView workload, List<PodView> pods)
    {
        var nodes = new NodesByName(facts.Nodes);
        return !workload.Observed
            || workload.Updated < workload.Desired
            || pods.Count(p => p.DeletedAt is null) < workload.Desired
            || pods.Exists(p => !p.Ready && nodes.Counts(p.Node));
    }
}
