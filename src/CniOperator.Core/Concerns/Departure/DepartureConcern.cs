using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Judgements;

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
            return Leave(LeftoverWords.Of(s));
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
