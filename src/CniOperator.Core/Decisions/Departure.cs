using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// A ClusterNetwork on its way out. <c>Retain</c> leaves everything as it is. <c>Remove</c> takes the workloads first, then their rights
/// and configuration; Namespaces and CRDs stay, and so does what the dataplane made on the nodes, which is said and not hidden.
/// </summary>
internal static class Departure
{
    // A pod on a dead node never goes by itself; waiting for it for ever would make the deletion hang.
    private static readonly TimeSpan PodsMayTake = TimeSpan.FromMinutes(2);

    // The API server takes at most 1024 characters in an Event's message.
    private const int LongestMessage = 1000;

    internal static Decision Decide(Observation o)
    {
        if (!o.Network.HasFinalizer)
            return new Decision();
        if (o.Network.Spec.IsPaused())
            return Say(
                o,
                ConditionReasons.Paused,
                "managementState is Paused: the uninstallation waits. Set managementState: Managed, or deletionPolicy: Retain",
                stuck: true
            );
        return o.Network.Spec.RemovesOnDeletion()
            ? Remove(o)
            : Leave(o, new Notice(false, EventReasons.Retained, "deletionPolicy is Retain: the dataplane keeps running"));
    }

    private static Decision Remove(Observation o)
    {
        var inventory = o
            .Live.Where(l =>
                Inventories.BelongsTo(l.Value, o.Network.Name) && Inventories.IsOf(l.Value, o.Intent.Addon) && Inventories.MayGo(l.Key)
            )
            .OrderBy(l => l.Key)
            .ToList();
        var hidden = o.Gaps.Where(g => g.Kind != "Pod").ToList();
        var workloads = inventory.Where(l => WorkloadView.IsWorkload(l.Key)).ToList();
        var podsUntil = (o.Network.Json.Time("metadata", "deletionTimestamp") ?? o.Now) + PodsMayTake;
        var waitForPods = workloads.Count == 0 && o.Pods.Count > 0 && o.Now < podsUntil;
        if (inventory.Count == 0 && hidden.Count == 0 && !waitForPods)
            return Leave(o, Farewell(o));

        var stage =
            workloads.Count > 0 ? workloads
            : waitForPods ? []
            : inventory;
        var deletes = stage
            .Where(l => l.Value.At("metadata", "deletionTimestamp") is null)
            .Select(l => new DeleteAction(l.Key, l.Value.Text("metadata", "uid") ?? "", Uninstall: true))
            .Where(d => o.Memory.Failures.GetValueOrDefault(d.Key) is not { } f || f.RetryAt <= o.Now)
            .ToList();
        var failures = o.Memory.Failures.Values.Where(f => f.Verb == "delete" && o.Live.ContainsKey(f.Key)).ToList();
        var message =
            failures.Count > 0 ? FailureWords.Of(failures)
            : workloads.Count > 0 ? $"{workloads.Count} workloads are going"
            : waitForPods ? $"{o.Pods.Count} pods of the dataplane are ending"
            : inventory.Count > 0 ? $"{inventory.Count} objects are going"
            : $"cannot tell whether objects are left: {hidden[0].Message}";
        var said = Say(
            o,
            failures.Count > 0 ? FailureWords.Reason(failures[0]) : ConditionReasons.Uninstalling,
            message,
            failures.Any(f => f.NeedsPerson)
        );
        return said with
        {
            Deletes = deletes,
            LookAgainAt = failures
                .Select(f => (DateTimeOffset?)f.RetryAt)
                .Append(waitForPods ? podsUntil : null)
                .Append(o.UnseenUntil)
                .Where(t => t > o.Now)
                .Min(),
        };
    }

    private static Decision Leave(Observation o, params IReadOnlyList<Notice> notices) =>
        new() { AttachFinalizer = false, Events = o.Network.HasFinalizer ? notices : [] };

    private static Decision Say(Observation o, string reason, string message, bool stuck)
    {
        var status = StatusBuilder.Timed(o, Conditions.Leaving(reason, message, stuck));
        var whole = new ClusterNetworkStatus
        {
            ObservedGeneration = o.Network.Generation,
            Provider = o.Network.Spec.Text("provider"),
            Conditions = status,
        };
        return new Decision { Status = StatusBuilder.WhenChanged(o, whole) };
    }

    private static IReadOnlyList<Notice> Farewell(Observation o)
    {
        var kept = o
            .Live.Where(l => Inventories.BelongsTo(l.Value, o.Network.Name) && !Inventories.MayGo(l.Key))
            .Select(l => l.Key.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        var cluster = kept.Count == 0 ? "" : $" Kept in the cluster: {string.Join(", ", kept)}.";
        var gone = $"The dataplane is removed.{cluster}{OnNodes(o.Intent.Addon?.Leftovers)}";
        var notes = string.Join(' ', o.Intent.Addon?.Leftovers.Notes ?? []);
        string[] messages =
            notes.Length == 0 ? [gone]
            : gone.Length + notes.Length < LongestMessage ? [$"{gone} {notes}"]
            : [gone, notes];
        return [.. messages.Select(m => new Notice(true, EventReasons.Uninstalled, m))];
    }

    private static string OnNodes(AddonLeftovers? leftovers)
    {
        if (leftovers is null)
            return "";
        var parts = new[]
        {
            ("interfaces", leftovers.Interfaces),
            ("files", leftovers.Files),
            ("iptables chains", leftovers.IptablesChains),
            ("nftables tables", leftovers.NftablesTables),
            ("node annotations", leftovers.NodeAnnotations),
        }
            .Where(p => p.Item2.Count > 0)
            .Select(p => $"{p.Item1} {string.Join(", ", p.Item2)}");
        return $" Still on the nodes, for you to remove (this version does not clean nodes): {string.Join("; ", parts)}.";
    }
}
