using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>Properties looked up by name and enumerated as written: generated documentation keeps the author's order.</summary>
internal sealed class OrderedProperties(IReadOnlyList<KeyValuePair<string, StructuralSchema>> entries)
    : IReadOnlyDictionary<string, StructuralSchema>
{
    private readonly FrozenDictionary<string, StructuralSchema> _byName = entries.ToFrozenDictionary(StringComparer.Ordinal);

    public int Count => entries.Count;

    public IEnumerable<string> Keys => entries.Select(e => e.Key);

    public IEnumerable<StructuralSchema> Values => entries.Select(e => e.Value);

    public StructuralSchema this[string key] => _byName[key];

    public bool ContainsKey(string key) => _byName.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StructuralSchema value) => _byName.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, StructuralSchema>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
