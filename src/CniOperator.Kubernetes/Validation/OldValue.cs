using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>The value of a node before an update, where the old node that corresponds to it is known (KEP-4008).</summary>
internal readonly struct OldValue
{
    private OldValue(JsonNode? node) => (Node, Known) = (node, true);

    internal static OldValue None => default;

    /// <summary>The old node.</summary>
    internal JsonNode? Node { get; }

    /// <summary>Whether there is an old node, be it null.</summary>
    internal bool Known { get; }

    internal static OldValue Of(JsonNode? root) => root is null ? None : new OldValue(root);

    internal bool Equals(JsonNode? value) => Known && JsonNode.DeepEquals(Node, value);

    internal OldValue Field(StructuralSchema schema, string name) =>
        schema.MapType != MapType.Atomic && Node is JsonObject map && map.TryGetPropertyValue(name, out var old) ? new OldValue(old) : None;

    /// <summary>Entries correspond only in lists of type map, by their keys.</summary>
    internal OldValue Entry(StructuralSchema schema, JsonNode? entry)
    {
        if (schema.ListType != ListType.Map || Node is not JsonArray list || entry is not JsonObject wanted)
            return None;
        foreach (var candidate in list)
            if (
                candidate is JsonObject old
                && schema.ListMapKeys.All(k => JsonNode.DeepEquals(KeyOf(schema, old, k), KeyOf(schema, wanted, k)))
            )
                return new OldValue(old);
        return None;
    }

    private static JsonNode? KeyOf(StructuralSchema list, JsonObject entry, string key) =>
        entry[key] ?? (list.Items!.Properties.TryGetValue(key, out var property) ? property.Default : null);
}
