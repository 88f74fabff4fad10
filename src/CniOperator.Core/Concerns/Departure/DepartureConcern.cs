using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Judgements;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>
/// A ClusterNetwork that is being deleted. <c>Retain</c> leaves everything as it is. <c>Remove</c> takes the workloads first, then their
/// rights and configuration; Namespaces and CRDs stay, and so does what the dataplane made on the nodes, which is said and not hidden.
/// </summary>
internal static class DepartureConcern
{
    internal static Judgement Judge(Situation s)
    {
        var network = s.Facts.Network;
        if (!network.HasFinalizer)
            return new Judgement();
        if (network.Paused)
            return Waits(
                ConditionReasons.Paused,
                "managementState is Paused: the uninstallation waits. Set managementState: Managed, or deletionPolicy: Retain",
                stuck: true
            );
        return network.RemovesOnDeletion
            ? Remove(s, Removal.Of(s))
            : Leave(RetainWords.Of(network, s.Facts.Dataplanes) is { } retained ? [retained] : []);
    }

    private static Judgement Remove(Situation s, Removal removal)
    {
        if (removal.IsDone)
            return Farewell(s);
        var failures = removal.Failures;
        var reason = failures.Count > 0 ? FailureWords.Reason(failures[0]) : ConditionReasons.Uninstalling;
        return Waits(reason, failures.Count > 0 ? FailureWords.Of(failures) : removal.Words, failures.Any(f => f.NeedsPerson)) with
        {
            Steps = [.. removal.Deletes],
            LookAgainAt = failures
                .Select(f => (DateTimeOffset?)f.RetryAt)
                .Append(removal.WaitsForPods ? removal.PodsUntil : null)
                .Append(s.Facts.UnseenUntil)
                .Where(t => t > s.Facts.Now)
                .Min(),
        };
    }

    // The list outlives the Events. Where it cannot be written, that holds nothing up: the Events say the same.
    private static Judgement Farewell(Situation s)
    {
        var kept = s.Facts.Live.Where(l => Inventories.BelongsTo(l.Value, s.Facts.Network.Name) && !Inventories.MayGo(l.Key, l.Value));
        var leftovers = Leftovers.Of(s.Facts.Network.Name, s.Desired.Addon, kept.Select(l => l.Key));
        var record = LeftoverRecord.StepOf(leftovers);
        var memory = s.Facts.Memory;
        return memory.Hashes.GetValueOrDefault(record.Key) == record.Hash || memory.Failures.ContainsKey(record.Key)
            ? Leave([.. LeftoverEvents.Of(leftovers)])
            : Waits(ConditionReasons.Uninstalling, "the list of what stays is being written", stuck: false) with
            {
                Steps = [record],
            };
    }

    private static Judgement Leave(params IReadOnlyList<Event> events) => new() { Releases = true, Events = events };

    private static Judgement Waits(string reason, string message, bool stuck) =>
        new()
        {
            Conditions =
            [
                ConditionState.False(ConditionTypes.Ready, reason, message),
                ConditionState.True(stuck ? ConditionTypes.Stalled : ConditionTypes.Reconciling, reason, message),
                .. ConditionState.Unobserved(reason, "the ClusterNetwork is being deleted"),
            ],
            Settled = false,
            Stuck = stuck,
        };
}
