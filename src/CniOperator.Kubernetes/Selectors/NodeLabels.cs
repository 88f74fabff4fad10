using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Selectors;

/// <summary>
/// The labels of a node, kept small: nodes have most of theirs in common, some of them a hundred, so that each text is kept once.
/// Immutable.
/// </summary>
public sealed class NodeLabels : IEquatable<NodeLabels>
{
    // What nodes have of their own, as their name, is pooled too; then the pool begins again.
    private const int MostPooled = 50_000;

    private static readonly ConcurrentDictionary<string, string> Pool = new(StringComparer.Ordinal);

    private static readonly JsonTypeInfo<NodeLabels> TypeInfo = JsonMetadataServices.CreateValueInfo<NodeLabels>(
        new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() },
        new NodeLabelsConverter()
    );

    private readonly string[] _keysAndValues;

    private NodeLabels(string[] keysAndValues) => _keysAndValues = keysAndValues;

    /// <summary>None.</summary>
    public static NodeLabels None { get; } = new([]);

    /// <summary>The labels as key and value.</summary>
    internal IEnumerable<(string Key, string Value)> All
    {
        get
        {
            for (var i = 0; i < _keysAndValues.Length; i += 2)
                yield return (_keysAndValues[i], _keysAndValues[i + 1]);
        }
    }

    /// <summary>The labels of a Node, as the API has them or as <see cref="Pack"/> left them.</summary>
    public static NodeLabels Of(JsonObject node) =>
        node.At("metadata", "labels") switch
        {
            JsonValue packed when packed.TryGetValue<NodeLabels>(out var labels) => labels,
            JsonObject { Count: > 0 } labels => Read(labels),
            _ => None,
        };

    /// <summary>Puts them in place of the Node's labels; it is for reading with <see cref="Of"/> then.</summary>
    public static void Pack(JsonObject node)
    {
        if (node.At("metadata") is JsonObject metadata && metadata["labels"] is JsonObject labels)
            metadata["labels"] = JsonValue.Create(Read(labels), TypeInfo);
    }

    /// <summary>The value of a label; <c>null</c> when the node has none of that key.</summary>
    public string? Value(string key)
    {
        for (var i = 0; i < _keysAndValues.Length; i += 2)
            if (_keysAndValues[i] == key)
                return _keysAndValues[i + 1];
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(NodeLabels? other) => other is not null && _keysAndValues.AsSpan().SequenceEqual(other._keysAndValues);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeLabels);

    /// <inheritdoc/>
    public override int GetHashCode() => _keysAndValues.Length == 0 ? 0 : _keysAndValues[^1].GetHashCode(StringComparison.Ordinal);

    private static NodeLabels Read(JsonObject labels)
    {
        var texts = new string[2 * labels.Count];
        var at = 0;
        foreach (var (key, value) in labels)
            (texts[at++], texts[at++]) = (Pooled(key), Pooled(value.Text() ?? ""));
        return new NodeLabels(texts);
    }

    private static string Pooled(string text)
    {
        if (Pool.Count > MostPooled)
            Pool.Clear();
        return Pool.GetOrAdd(text, text);
    }
}
