namespace CniOperator.Sandbox.Storage;

/// <summary>The objects of one resource and their recent changes. Guarded by the lock of the state that owns it.</summary>
internal sealed class ResourceStore(long createdAt, int historyLength)
{
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly List<HistoryEntry> _history = [];
    private int _start;

    /// <summary>Changes up to and including this resourceVersion are forgotten.</summary>
    internal long CompactedAt { get; private set; } = createdAt;

    internal int Count => _objects.Count;

    internal IEnumerable<StoredObject> Objects => _objects.Values;

    internal StoredObject? Find(string? ns, string name) => _objects.GetValueOrDefault(StoredObject.KeyOf(ns, name));

    internal void Commit(HistoryEntry entry)
    {
        if (entry.Type == StateChangeType.Deleted)
            _objects.Remove(entry.Current.Key);
        else
            _objects[entry.Current.Key] = entry.Current;
        _history.Add(entry);
        if (_history.Count - _start > historyLength)
            Forget(_history.Count - historyLength);
    }

    /// <summary>Forgets every change up to <paramref name="revision"/>.</summary>
    internal void Compact(long revision)
    {
        Forget(FirstAfter(revision));
        CompactedAt = Math.Max(CompactedAt, revision);
    }

    /// <summary>The changes after <paramref name="revision"/>, oldest first. The caller has checked <see cref="CompactedAt"/>.</summary>
    internal IReadOnlyList<HistoryEntry> Since(long revision)
    {
        var first = FirstAfter(revision);
        return first == _history.Count ? [] : _history.GetRange(first, _history.Count - first);
    }

    /// <summary>The objects as they were at <paramref name="revision"/>, in key order.</summary>
    internal IEnumerable<StoredObject> ObjectsAt(long revision)
    {
        var changed = Since(revision);
        if (changed.Count == 0)
            return _objects.Values;
        var then = new SortedDictionary<string, StoredObject>(_objects, StringComparer.Ordinal);
        for (var i = changed.Count - 1; i >= 0; i--)
        {
            if (changed[i].Previous is { } before)
                then[before.Key] = before;
            else
                then.Remove(changed[i].Current.Key);
        }

        return then.Values;
    }

    private int FirstAfter(long revision)
    {
        int low = _start,
            high = _history.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_history[middle].Revision <= revision)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Forget(int first)
    {
        if (first <= _start)
            return;
        CompactedAt = Math.Max(CompactedAt, _history[first - 1].Revision);
        _start = first;
        if (_start <= historyLength)
            return;
        _history.RemoveRange(0, _start);
        _start = 0;
    }
}
