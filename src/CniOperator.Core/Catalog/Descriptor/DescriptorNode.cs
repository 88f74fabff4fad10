using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>
/// Reads one mapping of a descriptor strictly: a missing field, one of another type and one that is not known each become a
/// problem with its place. Reading goes on with an empty value, so that one run reports everything.
/// </summary>
internal sealed class DescriptorNode
{
    private readonly JsonObject _map;
    private readonly string _path;
    private readonly DescriptorProblems _problems;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private DescriptorNode(JsonObject map, string path, DescriptorProblems problems) => (_map, _path, _problems) = (map, path, problems);

    internal static DescriptorNode Root(JsonObject map, DescriptorProblems problems) => new(map, "", problems);

    internal string Text(string field, string meaning) =>
        Ask(field) switch
        {
            JsonValue v when v.GetValueKind() == JsonValueKind.String && v.GetValue<string>().Length > 0 => v.GetValue<string>(),
            null => Missing(field, meaning, ""),
            _ => Wrong(field, "a text that is not empty", meaning, ""),
        };

    internal string? OptionalText(string field, string meaning) => _map.ContainsKey(field) ? Text(field, meaning) : Skip(field);

    internal int Integer(string field, string meaning) =>
        Ask(field) switch
        {
            JsonValue v when v.GetValueKind() == JsonValueKind.Number && int.TryParse(v.ToJsonString(), out var number) => number,
            null => Missing(field, meaning, 0),
            _ => Wrong(field, "an integer", meaning, 0),
        };

    internal bool Flag(string field, string meaning) =>
        Ask(field) switch
        {
            JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => v.GetValue<bool>(),
            null => Missing(field, meaning, false),
            _ => Wrong(field, "true or false", meaning, false),
        };

    internal string OneOf(string field, string meaning, params string[] allowed)
    {
        var text = Text(field, meaning);
        return text.Length == 0 || allowed.Contains(text) ? text : Wrong(field, $"one of {string.Join(", ", allowed)}", meaning, "");
    }

    internal IReadOnlyList<string> Texts(string field, string meaning, params string[] allowed)
    {
        if (Array(field, meaning) is not { } list)
            return [];
        var texts = new List<string>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonValue v && v.TryGetValue(out string? text) && (allowed.Length == 0 || allowed.Contains(text)))
                texts.Add(text);
            else
                Wrong($"{field}[{i}]", allowed.Length == 0 ? "a text" : $"one of {string.Join(", ", allowed)}", meaning, "");
        }

        return texts;
    }

    /// <summary>The mappings of a list that may be left out.</summary>
    internal IReadOnlyList<T> OptionalNodes<T>(string field, string meaning, Func<DescriptorNode, T> read) =>
        Has(field) ? Nodes(field, meaning, read) : [];

    internal IReadOnlyList<T> Nodes<T>(string field, string meaning, Func<DescriptorNode, T> read)
    {
        if (Array(field, meaning) is not { } list)
            return [];
        var nodes = new List<T>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject map)
                nodes.Add(Read(map, PathOf($"{field}[{i}]"), read));
            else
                Wrong($"{field}[{i}]", "a mapping", meaning, 0);
        }

        return nodes;
    }

    internal IReadOnlyDictionary<string, string> TextMap(string field, string meaning)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Map(field, meaning) ?? [])
        {
            if (value is JsonValue v && v.TryGetValue(out string? text))
                result[key] = text;
            else
                Wrong($"{field}.{key}", "a text (quote it if it looks like a number)", meaning, "");
        }

        return result;
    }

    internal IReadOnlyDictionary<string, T> NodeMap<T>(string field, string meaning, Func<string, DescriptorNode, T> read)
    {
        var result = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in Map(field, meaning) ?? [])
        {
            if (value is JsonObject map)
                result[key] = Read(map, PathOf($"{field}.{key}"), node => read(key, node));
            else
                Wrong($"{field}.{key}", "a mapping", meaning, 0);
        }

        return result;
    }

    internal T Node<T>(string field, string meaning, Func<DescriptorNode, T> read) =>
        Read(Map(field, meaning) ?? [], PathOf(field), read, silent: _map[field] is not JsonObject);

    internal JsonObject? Map(string field, string meaning) =>
        Ask(field) switch
        {
            JsonObject map => map,
            null => Missing<JsonObject?>(field, meaning, null),
            _ => Wrong<JsonObject?>(field, "a mapping", meaning, null),
        };

    internal bool Has(string field) => _map.ContainsKey(field);

    internal void Problem(string field, string message, string fix) => _problems.Add(PathOf(field), message, fix);

    /// <summary>Reads a mapping and reports what is in it that is not known.</summary>
    internal static T Read<T>(DescriptorNode node, Func<DescriptorNode, T> read)
    {
        var result = read(node);
        foreach (var (field, _) in node._map)
            if (!node._asked.Contains(field))
                node._problems.Add(
                    node.PathOf(field),
                    "is not a field of a descriptor",
                    $"remove it, or correct its name; known here: {string.Join(", ", node._asked.Order(StringComparer.Ordinal))}"
                );
        return result;
    }

    private T Read<T>(JsonObject map, string path, Func<DescriptorNode, T> read, bool silent = false) =>
        Read(new DescriptorNode(map, path, silent ? DescriptorProblems.Nowhere : _problems), read);

    private JsonArray? Array(string field, string meaning) =>
        Ask(field) switch
        {
            JsonArray list => list,
            null => Missing<JsonArray?>(field, meaning, null),
            _ => Wrong<JsonArray?>(field, "a list", meaning, null),
        };

    private JsonNode? Ask(string field)
    {
        _asked.Add(field);
        return _map[field];
    }

    private string? Skip(string field)
    {
        _asked.Add(field);
        return null;
    }

    private string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";

    private T Missing<T>(string field, string meaning, T fallback)
    {
        _problems.Add(PathOf(field), "is missing", $"add it: {meaning}");
        return fallback;
    }

    private T Wrong<T>(string field, string expected, string meaning, T fallback)
    {
        _problems.Add(PathOf(field), $"must be {expected}", $"it is {meaning}");
        return fallback;
    }
}
