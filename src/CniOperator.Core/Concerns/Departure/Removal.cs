using System.Text.Json.Nodes;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>How far the removal of a network's objects is.</summary>
/// <param name="Objects">Its objects that are still there, and may go.</param>
/// <param name="Workloads">Those of them that run pods; they go first.</param>
/// <param name="Hidden">Kinds that cannot be seen, so that objects of them may be left.</param>
/// <param name="Pods">How many pods are left.</param>
/// <param name="PodsUntil">When pods are waited for no longer.</param>
/// <param name="WaitsForPods">The workloads are gone, and their pods are waited for.</param>
/// <param name="Deletes">What to delete now.</param>
/// <param name="Failures">Deletions that failed.</param>
internal sealed record Removal(
    IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>> Objects,
    IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>> Workloads,
    IReadOnlyList<WatchGap> Hidden,
    int Pods,
    DateTimeOffset PodsUntil,
    bool WaitsForPods,
    IReadOnlyList<DeleteStep> Deletes,
    IReadOnlyList<ApplyFailure> Failures
)
{
    // A pod on a dead node never goes by itself; waiting for it without an end would make the deletion hang.
    private static readonly TimeSpan PodsMayTake = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is left that would have to go.</summary>
    internal bool IsDone => Objects.Count == 0 && Hidden.Count == 0 && !WaitsForPods;

    /// <summary>What goes at present.</summary>
    internal string Words =>
        Workloads.Count > 0 ? $"{Workloads.Count} workloads are going"
        : WaitsForPods ? $"{Pods} pods of the dataplane are ending"
        : Objects.Count > 0 ? $"{Objects.Count} objects are going"
        : $"cannot tell whether objects are left: {Hidden[0].Message}";

    internal static Removal Of(Situation s)
    {
        var facts = s.Facts;
        List<KeyValuePair<ObjectKey, JsonObject>> objects =
        [
            .. facts
                .Live.Where(l =>
                    Inventories.BelongsTo(l.Value, facts.Network.Name)
                    && Inventories.IsOf(l.Value, s.Desired.Addon)
                    && Inventories.MayGo(l.Key, l.Value)
                )
                .OrderBy(l => l.Key),
        ];
        var workloads = objects.FindAll(l => WorkloadView.IsWorkload(l.Key));
        var podsUntil = (facts.Network.Json.Time("metadata", "deletionTimestamp") ?? facts.Now) + PodsMayTake;
        var waits = workloads.Count == 0 && facts.Pods.Count > 0 && facts.Now < podsUntil;
        var stage =
            workloads.Count > 0 ? workloads
            : waits ? []
            : objects;
        return new Removal(
            objects,
            workloads,
            [.. facts.Gaps.Where(g => g.Kind != "Pod")],
            facts.Pods.Count,
            podsUntil,
            waits,
            [
                .. stage
                    .Where(l => MayBeDeletedNow(l, facts))
                    .Select(l => new DeleteStep(l.Key, l.Value.Text("metadata", "uid") ?? "", DeleteCause.Uninstall)),
            ],
            [.. facts.Memory.Failures.Values.Where(f => f.Verb == "delete" && facts.Live.ContainsKey(f.Key))]
        );
    }

    private static bool MayBeDeletedNow(KeyValuePair<ObjectKey, JsonObject> live, Facts facts) =>
        live.Value.At("metadata", "deletionTimestamp") is null && !facts.Memory.DelaysDeletion(live.Key, facts.Now);
}
