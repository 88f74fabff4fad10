using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Controllers;

/// <summary>
/// The answers to our own writes until the caches show them. A reconcile right after an apply would otherwise find the old state in the
/// cache, apply again, and report drift that there was not.
/// </summary>
internal sealed class RecentWrites(TimeProvider clock)
{
    // A watch shows a write within milliseconds. An object that was deleted while the watch was down never shows: then the cache is right.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private const string PodKind = "Pod";

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, RecentWrite> _entries = [];

    /// <summary>When the oldest unseen write stops being believed; <c>null</c> when the caches show all.</summary>
    internal DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
                return _entries.Count == 0 ? null : _entries.Values.Min(e => e.Until);
        }
    }

    /// <summary>The server returned <paramref name="result"/>.</summary>
    internal void Written(ObjectKey key, JsonObject result) =>
        Set(key, new RecentWrite(result, result.Text("metadata", "uid") ?? "", clock.GetUtcNow() + Believed));

    /// <summary>The server took the deletion.</summary>
    internal void Deleted(ObjectKey key, string uid) => Set(key, new RecentWrite(null, uid, clock.GetUtcNow() + Believed));

    /// <summary>The newer of the cache's and the server's last answer; <c>null</c> when there is no such object.</summary>
    internal JsonObject? Newest(ObjectKey key, JsonObject? cached)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                return cached;
            if (clock.GetUtcNow() >= entry.Until || Shows(cached, entry))
            {
                _entries.Remove(key);
                return cached;
            }

            return entry.Result;
        }
    }

    /// <summary>What the caches hold, with the answers that they do not show yet.</summary>
    /// <param name="cached">What they hold; changed in place.</param>
    /// <param name="record">The record's key, which is looked at apart, as the ClusterNetwork is.</param>
    internal Dictionary<ObjectKey, JsonObject> Over(Dictionary<ObjectKey, JsonObject> cached, ObjectKey record)
    {
        foreach (var key in Unseen().Where(k => k != record && k.Kind is not (ClusterNetworkApi.Kind or PodKind)))
            if (Newest(key, cached.GetValueOrDefault(key)) is { } newest)
                cached[key] = newest;
            else
                cached.Remove(key);
        return cached;
    }

    /// <summary>The pods of the caches; one whose deletion they do not show yet is on its way out.</summary>
    internal IReadOnlyList<PodView> Over(IReadOnlyList<PodView> cached)
    {
        var deleted = Unseen().Where(k => k.Kind == PodKind).ToHashSet();
        if (deleted.Count == 0)
            return cached;
        lock (_lock)
        {
            List<PodView> pods = [.. cached.Select(p => deleted.Remove(KeyOf(p)) && Hides(p) ? Ending(p) : p)];
            // What is left is not in the cache any more.
            foreach (var key in deleted)
                _entries.Remove(key);
            return pods;
        }
    }

    private static ObjectKey KeyOf(PodView pod) => DeletePodStep.KeyOf(pod.Namespace, pod.Name);

    // A pod that its node takes down has some seconds.
    private PodView Ending(PodView pod) => pod with { DeletedAt = clock.GetUtcNow() + Believed, Ready = false };

    private bool Hides(PodView pod)
    {
        var entry = _entries[KeyOf(pod)];
        if (pod.Uid == entry.Uid && pod.DeletedAt is null && clock.GetUtcNow() < entry.Until)
            return true;
        _entries.Remove(KeyOf(pod));
        return false;
    }

    private IReadOnlyList<ObjectKey> Unseen()
    {
        lock (_lock)
            return [.. _entries.Keys];
    }

    private void Set(ObjectKey key, RecentWrite entry)
    {
        lock (_lock)
            _entries[key] = entry;
    }

    private static bool Shows(JsonObject? cached, RecentWrite entry)
    {
        if (entry.Result is null)
            return cached is null || cached.Text("metadata", "uid") != entry.Uid || cached.At("metadata", "deletionTimestamp") is not null;
        return cached is not null && Version(cached) >= Version(entry.Result);
    }

    // resourceVersions of one kind are ordered numbers (KEP-5504).
    private static ulong Version(JsonObject json) =>
        ulong.TryParse(json.Text("metadata", "resourceVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;

    private sealed record RecentWrite(JsonObject? Result, string Uid, DateTimeOffset Until);
}
