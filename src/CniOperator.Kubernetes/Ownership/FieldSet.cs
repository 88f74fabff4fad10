using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// The fields below one node that a field manager owns, as <c>FieldsV1</c> writes them (KEP-555, structured-merge-diff):
/// <c>f:name</c> a field, <c>k:{"key":"value"}</c> an item of a list-map, <c>v:value</c> an item of a set, <c>.</c> the node itself.
/// A node without children is owned as a whole: a scalar, an atomic list or map, or an empty one.
/// </summary>
internal sealed class FieldSet(JsonObject fields)
{
    private const string FieldPrefix = "f:";
    private const string KeyPrefix = "k:";
    private const string ValuePrefix = "v:";

    // Kubernetes defaults exactly one field that is part of a list's key: a port's protocol.
    private const string DefaultedKey = "protocol";
    private const string DefaultedValue = "TCP";

    // Keys and values are JSON within a name. Each is asked for once for every item of the list, so they are read once.
    private (JsonObject Key, JsonNode? Fields)[]? _keys;
    private JsonNode[]? _values;

    /// <summary>True when the node is owned as a whole.</summary>
    internal bool IsLeaf => fields.Count == 0 || (fields.Count == 1 && fields.ContainsKey("."));

    /// <summary>True when the node is a list whose items are identified by keys.</summary>
    internal bool HasKeys => HasAny(KeyPrefix);

    /// <summary>True when the node is a set of scalars.</summary>
    internal bool HasValues => HasAny(ValuePrefix);

    /// <summary>The names of the owned fields.</summary>
    internal IEnumerable<string> FieldNames =>
        fields.Where(f => f.Key.StartsWith(FieldPrefix, StringComparison.Ordinal)).Select(f => f.Key[FieldPrefix.Length..]);

    /// <summary>The keys of the owned list-map items.</summary>
    internal IEnumerable<JsonObject> Keys => Items.Select(i => i.Key);

    /// <summary>The values of the owned set items.</summary>
    internal IReadOnlyList<JsonNode> Values =>
        _values ??= [
            .. fields
                .Where(f => f.Key.StartsWith(ValuePrefix, StringComparison.Ordinal))
                .Select(f => Parse(f.Key[ValuePrefix.Length..]))
                .OfType<JsonNode>(),
        ];

    private (JsonObject Key, JsonNode? Fields)[] Items =>
        _keys ??= [
            .. fields
                .Where(f => f.Key.StartsWith(KeyPrefix, StringComparison.Ordinal))
                .Select(f => (Key: Parse(f.Key[KeyPrefix.Length..]) as JsonObject, Fields: f.Value))
                .Where(i => i.Key is not null)
                .Select(i => (i.Key!, i.Fields)),
        ];

    /// <summary>How a field is named in a set.</summary>
    internal static string NameOf(string field) => FieldPrefix + field;

    /// <summary>What is owned below the field of this <see cref="NameOf"/>; <c>null</c> when the field is not owned.</summary>
    internal FieldSet? Field(string nameInSet) =>
        fields.TryGetPropertyValue(nameInSet, out var child) ? new FieldSet(child as JsonObject ?? []) : null;

    /// <summary>What is owned of the list-map item that <paramref name="item"/> is; <c>null</c> when it is not owned.</summary>
    internal FieldSet? Item(JsonObject item)
    {
        foreach (var (key, below) in Items)
        {
            if (Matches(key, item))
                return new FieldSet(below as JsonObject ?? []);
        }

        return null;
    }

    /// <summary>True when the set's item <paramref name="value"/> is owned.</summary>
    internal bool Owns(JsonNode value) => Values.Any(v => JsonNode.DeepEquals(v, value));

    /// <summary>True when <paramref name="item"/> is the item of a list-map that <paramref name="key"/> names.</summary>
    internal static bool Matches(JsonObject key, JsonObject item) =>
        key.All(k =>
            item.TryGetPropertyValue(k.Key, out var value)
                ? JsonNode.DeepEquals(k.Value, value)
                : k.Key == DefaultedKey && k.Value.Text() == DefaultedValue
        );

    private bool HasAny(string prefix)
    {
        foreach (var (name, _) in fields)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // Not what a server writes; such an item counts as not owned, which costs one apply at most.
        }
    }
}
