using System.Globalization;
using System.Text.Json.Nodes;
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

    /// <summary>The keys that the caches may not show yet.</summary>
    internal IReadOnlyList<ObjectKey> Unseen()
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
