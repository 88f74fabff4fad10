using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Diff;

/// <summary>
/// Walks an object as it is and as it would be, and gathers the fields that differ. Lists whose items have names go by them. A text that
/// holds JSON is walked too. What is secret is compared and not shown.
/// </summary>
/// <param name="hidesValues">The object is a Secret: none of its values is shown.</param>
/// <param name="mask">Hides values that the command knows to be secret.</param>
internal sealed class FieldWalk(bool hidesValues, SecretMask mask)
{
    private const string Hidden = "(hidden)";

    private const int Longest = 80;

    // Of a server's own bookkeeping nothing is a change that someone asks for.
    private static readonly string[] Bookkeeping =
    [
        "metadata.managedFields",
        "metadata.resourceVersion",
        "metadata.generation",
        "metadata.uid",
        "metadata.creationTimestamp",
        "metadata.annotations[\"deprecated.daemonset.template.generation\"]",
        "status",
    ];

    private static readonly string[] SecretWords = ["password", "passwd", "secret", "token", "psk", "accesskey", "privatekey"];

    private readonly List<FieldChange> _changes = [];

    /// <summary>The fields that differ.</summary>
    /// <param name="before">The object as it is.</param>
    /// <param name="after">The object as it would be.</param>
    /// <param name="rendered">Only the fields that this one states are compared; <c>null</c> for all.</param>
    public IReadOnlyList<FieldChange> Compare(JsonObject before, JsonObject after, JsonObject? rendered = null)
    {
        Node("", before, after, rendered, secret: false);
        return _changes;
    }

    private void Node(string path, JsonNode? before, JsonNode? after, JsonNode? only, bool secret)
    {
        if (Bookkeeping.Contains(path) || JsonNode.DeepEquals(before, after))
            return;
        switch (before, after)
        {
            case (JsonObject b, JsonObject a):
                Map(path, b, a, only as JsonObject, secret);
                break;
            case (JsonArray b, JsonArray a) when IsNamed(b) && IsNamed(a):
                Items(path, b, a, only as JsonArray, secret);
                break;
            case (JsonValue b, JsonValue a) when Parsed(b) is { } inBefore && Parsed(a) is { } inAfter:
                Map(path, inBefore, inAfter, only: null, secret);
                break;
            default:
                _changes.Add(new FieldChange(path, Shown(before, secret), Shown(after, secret)));
                break;
        }
    }

    private void Map(string path, JsonObject before, JsonObject after, JsonObject? only, bool secret)
    {
        var isSecret = secret || IsSecret(before.Text("name")) || (hidesValues && path is "data" or "stringData");
        foreach (var name in before.Select(p => p.Key).Union(after.Select(p => p.Key)))
        {
            if (only is null || only.ContainsKey(name))
                Node(Field(path, name), before[name], after[name], only?[name], isSecret || IsSecret(name));
        }
    }

    private void Items(string path, JsonArray before, JsonArray after, JsonArray? only, bool secret)
    {
        foreach (var name in Names(before).Union(Names(after)))
        {
            if (only is null || Named(only, name) is not null)
                Node($"{path}[name=\"{name}\"]", Named(before, name), Named(after, name), only is null ? null : Named(only, name), secret);
        }
    }

    private string? Shown(JsonNode? node, bool secret)
    {
        if (node is null)
            return null;
        if (secret)
            return Hidden;
        var text = mask.Clean(node is JsonValue ? node.ToString() : Masked(node).ToJsonString());
        var lines = text.Split('\n');
        return lines.Length > 2 || text.Length > Longest * 2 ? $"({lines.Length} lines, {text.Length} characters)" : text.TrimEnd('\n');
    }

    // Of a whole container, or variable, that comes or goes, the values of secret fields are hidden too.
    private static JsonNode Masked(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                var named = IsSecret(map.Text("name"));
                return new JsonObject(
                    map.Where(p => p.Value is not null)
                        .Select(p =>
                            KeyValuePair.Create(
                                p.Key,
                                p.Value is JsonValue && (IsSecret(p.Key) || (named && p.Key == "value"))
                                    ? Hidden
                                    : (JsonNode?)Masked(p.Value!)
                            )
                        )
                );
            case JsonArray list:
                return new JsonArray([.. list.Select(i => i is null ? null : Masked(i))]);
            default:
                return node.DeepClone();
        }
    }

    private static bool IsSecret(string? name) =>
        name is not null
        && name.Replace("_", "", StringComparison.Ordinal) is var plain
        && SecretWords.Any(w => plain.EndsWith(w, StringComparison.OrdinalIgnoreCase));

    private static JsonObject? Parsed(JsonValue value)
    {
        if (value.Text() is not { } text || !text.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsNamed(JsonArray list) =>
        list.All(i => i.Text("name") is not null) && Names(list).Distinct().Count() == list.Count;

    private static IEnumerable<string> Names(JsonArray list) => list.Select(i => i.Text("name")!);

    private static JsonObject? Named(JsonArray list, string name) => list.OfType<JsonObject>().FirstOrDefault(i => i.Text("name") == name);

    private static string Field(string path, string name) =>
        name.AsSpan().IndexOfAny("./\"[") >= 0 ? $"{path}[\"{name}\"]"
        : path.Length == 0 ? name
        : $"{path}.{name}";
}
