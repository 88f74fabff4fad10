using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Caching;

/// <summary>Names by key, kept in step with a store. Not thread-safe: the store's lock guards it.</summary>
internal sealed class StoreIndex<T>(Func<T, IEnumerable<string>> keys)
{
    private readonly Dictionary<string, SortedSet<ObjectName>> _names = [];
    private readonly Dictionary<ObjectName, IReadOnlyList<string>> _keys = [];

    public IEnumerable<ObjectName> Find(string key) => _names.TryGetValue(key, out var names) ? names : [];

    public void Put(ObjectName name, T item)
    {
        Remove(name);
        IReadOnlyList<string> now = [.. keys(item)];
        if (now.Count == 0)
            return;
        _keys[name] = now;
        foreach (var key in now)
        {
            if (!_names.TryGetValue(key, out var names))
                _names[key] = names = new SortedSet<ObjectName>(ByText);
            names.Add(name);
        }
    }

    public void Remove(ObjectName name)
    {
        if (!_keys.Remove(name, out var before))
            return;
        foreach (var key in before)
        {
            if (_names.TryGetValue(key, out var names) && names.Remove(name) && names.Count == 0)
                _names.Remove(key);
        }
    }

    /// <summary>A fixed order, so that whoever reads an index decides the same way each time.</summary>
    private static readonly Comparer<ObjectName> ByText = Comparer<ObjectName>.Create(
        (a, b) =>
            string.CompareOrdinal(a.Namespace, b.Namespace) is var byNamespace and not 0
                ? byNamespace
                : string.CompareOrdinal(a.Name, b.Name)
    );
}
