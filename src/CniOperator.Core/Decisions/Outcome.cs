using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>The result of the steps of one decision.</summary>
/// <param name="Applied">What was applied, with the object that the server returned.</param>
/// <param name="Deleted">What was deleted.</param>
/// <param name="Failed">What failed.</param>
public sealed record Outcome(
    IReadOnlyList<(ApplyStep Step, JsonObject Result)> Applied,
    IReadOnlyList<DeleteStep> Deleted,
    IReadOnlyList<ApplyFailure> Failed
)
{
    /// <summary>What was written again for the sake of its effect.</summary>
    public IReadOnlyList<TouchStep> Touched { get; init; } = [];

    /// <summary>Pods that were deleted, to be made again.</summary>
    public IReadOnlyList<DeletePodStep> Restarted { get; init; } = [];

    /// <summary>Nodes' conditions that were written.</summary>
    public IReadOnlyList<NodeConditionStep> Nodes { get; init; } = [];

    /// <summary>This one, with the results of further steps.</summary>
    /// <param name="results">Each step with the object that the server returned for an apply, or with its failure.</param>
    public Outcome With(IReadOnlyList<(Step Step, JsonObject? Applied, ApplyFailure? Failure)> results)
    {
        List<Step> taken = [.. results.Where(r => r.Failure is null).Select(r => r.Step)];
        return new Outcome(
            [.. Applied, .. results.Where(r => r.Applied is not null).Select(r => ((ApplyStep)r.Step, r.Applied!))],
            [.. Deleted, .. taken.OfType<DeleteStep>()],
            [.. Failed, .. results.Select(r => r.Failure).OfType<ApplyFailure>()]
        )
        {
            Touched = [.. Touched, .. taken.OfType<TouchStep>()],
            Restarted = [.. Restarted, .. taken.OfType<DeletePodStep>()],
            Nodes = [.. Nodes, .. taken.OfType<NodeConditionStep>()],
        };
    }

    /// <summary>The memory after it.</summary>
    /// <param name="memory">The memory before.</param>
    /// <param name="now">When.</param>
    public ApplyMemory Remember(ApplyMemory memory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(memory);
        foreach (var (step, result) in Applied)
            memory = Remember(memory, step, result, now);
        return memory with
        {
            Hashes = memory.Hashes.SetItems(Nodes.Select(n => KeyValuePair.Create(n.Key, n.Hash))),
            Failures = memory
                .Failures.RemoveRange([
                    .. Deleted.Select(d => d.Key),
                    .. Touched.Select(t => t.Key),
                    .. Restarted.Select(r => r.Key),
                    .. Nodes.Select(n => n.Key),
                ])
                .SetItems(Failed.Select(f => KeyValuePair.Create(f.Key, f))),
        };
    }

    /// <summary>What to tell people of it: one Event on all that is new, one on each object that someone had changed.</summary>
    /// <param name="memory">The memory after it.</param>
    public IReadOnlyList<Event> Events(ApplyMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        List<string> plain = [.. Applied.Where(a => !a.Step.Repairs && !IsRecord(a.Step.Key)).Select(a => a.Step.Key.ToString())];
        return
        [
            .. plain.Count == 0 ? Array.Empty<Event>() : [new Event(false, EventReasons.Applied, $"applied {RepairWords.Names(plain)}")],
            .. Applied
                .Where(a => a.Step.Repairs)
                .OrderBy(a => a.Step.Cause)
                .Select(a => Repaired(a.Step, a.Result, memory))
                .OfType<Event>(),
            .. Touched.Select(t => new Event(true, EventReasons.EffectMissing, t.Why)),
            .. Deleted.GroupBy(d => d.Cause).Select(g => Gone(g.Key, RepairWords.Names([.. g.Select(d => d.Key.ToString())]))),
            .. Restarted.GroupBy(r => r.Why).Select(Restarting),
        ];
    }

    private static ApplyMemory Remember(ApplyMemory memory, ApplyStep step, JsonObject result, DateTimeOffset now)
    {
        var left = ObjectComparer.Compare(step.Desired.Json, result, ClusterNetworkApi.FieldManager);
        return memory with
        {
            Failures = memory.Failures.Remove(step.Key),
            Overruled =
                left.Count == 0
                    ? memory.Overruled.Remove(step.Key)
                    : memory.Overruled.SetItem(
                        step.Key,
                        new OverruledApply(result.Text("metadata", "uid") ?? "", step.Hash, [.. left.Select(d => d.Path)])
                    ),
            Hashes = memory.Hashes.SetItem(step.Key, step.Hash),
            Contests =
                step.Repairs && OwnChange.Undone(step, result) is null
                    ? memory.Contests.SetItem(step.Key, After(memory, step, result, now))
                    : memory.Contests,
        };
    }

    private static Contest After(ApplyMemory memory, ApplyStep step, JsonObject result, DateTimeOffset now)
    {
        List<Difference> drift =
            step.Cause == ApplyCause.Recreate
                ? LostLabels.In(result) is { } lost
                    ? [lost]
                    : []
                : [.. step.Differences.Where(d => d.IsDrift)];
        return Contest.After(
            memory.Contests.GetValueOrDefault(step.Key),
            [.. drift.Select(d => d.Path)],
            [.. drift.Select(d => d.ChangedBy).OfType<string>().Distinct(StringComparer.Ordinal)],
            now
        );
    }

    // Each repair of a contest that was told already would only repeat it.
    private static Event? Repaired(ApplyStep step, JsonObject result, ApplyMemory memory)
    {
        if (OwnChange.Undone(step, result) is { } own)
            return new Event(false, EventReasons.Applied, $"{step.Key}: {own.Field} restored: {own.Why}");
        if (memory.Contests.GetValueOrDefault(step.Key) is { Recognised: true } contest)
            return contest.JustRecognised ? new Event(true, EventReasons.Contested, ContestWords.Of(step.Key, contest)) : null;
        var words = step.Cause == ApplyCause.Repair ? RepairWords.Repaired(step) : RepairWords.Recreated(step, result);
        return new Event(true, EventReasons.DriftRepaired, words);
    }

    private static Event Gone(DeleteCause cause, string names) =>
        cause switch
        {
            DeleteCause.Uninstall => new Event(false, EventReasons.Removed, $"deleted {names}"),
            DeleteCause.Replace => new Event(
                true,
                EventReasons.Replaced,
                $"deleted {names} and left its pods running, to create it again with a field that cannot be changed"
            ),
            _ => new Event(false, EventReasons.Pruned, $"deleted {names}: no longer rendered"),
        };

    // That pods must be restarted is a Warning where it began; each restart is as it should be.
    private static Event Restarting(IGrouping<string, DeletePodStep> pods) =>
        new(
            false,
            EventReasons.PodsRestarted,
            $"restarted {RepairWords.Names([.. pods.Select(p => $"{p.Key.Namespace}/{p.Key.Name} on {p.Node}")])}: {pods.Key}"
        );

    private static bool IsRecord(ObjectKey key) => key.Kind == "ConfigMap" && key.Namespace == ClusterNetworkApi.OperatorNamespace;
}
