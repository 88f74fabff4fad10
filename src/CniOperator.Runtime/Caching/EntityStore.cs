using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Caching;

/// <summary>
/// The objects of one kind by name. Every change returns what really changed, so that a list after an outage yields the
/// deletions that no event reported. Thread-safe; lists are snapshots.
/// </summary>
/// <param name="most">How many it holds at most; <c>null</c> for all.</param>
internal sealed class EntityStore<T>(int? most = null)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectName, T> _objects = [];
    private T[]? _snapshot;

    public T? Find(ObjectName name)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(name);
    }

    public IReadOnlyList<T> List()
    {
        lock (_lock)
            return _snapshot ??= [.. _objects.Values];
    }

    /// <summary>Makes the given objects the whole content.</summary>
    public IReadOnlyList<ObjectChange<T>> Replace(IReadOnlyList<T> items)
    {
        lock (_lock)
        {
            var changes = new List<ObjectChange<T>>();
            var listed = new HashSet<ObjectName>(items.Count);
            foreach (var item in items)
            {
                listed.Add(ObjectName.Of(item));
                Apply(item, true, changes);
            }

            foreach (var name in _objects.Keys.Where(n => !listed.Contains(n)).ToList())
                Remove(name, _objects[name], true, changes);
            return changes;
        }
    }

    /// <summary>Adds or updates one object.</summary>
    public IReadOnlyList<ObjectChange<T>> Apply(T item)
    {
        lock (_lock)
        {
            var changes = new List<ObjectChange<T>>(1);
            Apply(item, false, changes);
            return changes;
        }
    }

    /// <summary>Removes one object; its last state is the one that the event carries.</summary>
    public IReadOnlyList<ObjectChange<T>> Delete(T item)
    {
        lock (_lock)
        {
            var changes = new List<ObjectChange<T>>(1);
            var name = ObjectName.Of(item);

            // The event of an older namesake that comes late must not take the new object away.
            if (_objects.TryGetValue(name, out var old) && IsSame(old, item))
                Remove(name, item, false, changes);
            return changes;
        }
    }

    private void Apply(T item, bool initial, List<ObjectChange<T>> changes)
    {
        var name = ObjectName.Of(item);
        _objects.TryGetValue(name, out var old);
        if (old is not null && !IsSame(old, item))
        {
            Remove(name, old, initial, changes);
            old = null;
        }

        if (old is not null ? old.Metadata.ResourceVersion == item.Metadata.ResourceVersion : _objects.Count >= most)
            return;
        _objects[name] = item;
        _snapshot = null;
        changes.Add(new ObjectChange<T>(old is null ? ChangeType.Added : ChangeType.Modified, old, item, initial));
    }

    private void Remove(ObjectName name, T last, bool initial, List<ObjectChange<T>> changes)
    {
        _objects.Remove(name, out var old);
        _snapshot = null;
        changes.Add(new ObjectChange<T>(ChangeType.Deleted, old, last, initial));
    }

    private static bool IsSame(T one, T other) =>
        string.IsNullOrEmpty(one.Metadata.Uid) || string.IsNullOrEmpty(other.Metadata.Uid) || one.Metadata.Uid == other.Metadata.Uid;
}
