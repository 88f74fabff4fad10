using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>The fields of a built-in type, each read when asked for: that is what lets types refer to themselves.</summary>
internal sealed class LazyProperties(IEnumerable<KeyValuePair<string, string>> fields) : IReadOnlyDictionary<string, StructuralSchema>
{
    private readonly FrozenDictionary<string, string> _texts = fields.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StructuralSchema> _read = new(StringComparer.Ordinal);

    public int Count => _texts.Count;

    public IEnumerable<string> Keys => _texts.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<StructuralSchema> Values => Keys.Select(k => this[k]);

    public StructuralSchema this[string key] => _read.GetOrAdd(key, k => TypeLine.Field(_texts[k]));

    public bool ContainsKey(string key) => _texts.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StructuralSchema value)
    {
        value = _texts.ContainsKey(key) ? this[key] : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, StructuralSchema>> GetEnumerator() =>
        Keys.Select(k => KeyValuePair.Create(k, this[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
