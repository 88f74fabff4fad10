using System.Globalization;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>
/// The part of kubectl's JSONPath that printer columns use: fields, <c>['a.b']</c>, indexes, and filters such as
/// <c>[?(@.type=="Ready")]</c>.
/// </summary>
public sealed class JsonPath
{
    private readonly List<Func<JsonNode, JsonNode?>> _steps = [];

    /// <summary>Parses a path: <c>.status.conditions[?(@.type=="Ready")].status</c>. What cannot be read finds nothing.</summary>
    public static JsonPath Parse(string text)
    {
        var path = new JsonPath();
        var at = 0;
        while (at < text.Length)
            at = path.AddStep(text, at);
        return path;
    }

    /// <summary>The first node that the path names, or <c>null</c>.</summary>
    public JsonNode? Find(JsonNode? node)
    {
        foreach (var step in _steps)
        {
            if (node is null)
                return null;
            node = step(node);
        }

        return node;
    }

    private int AddStep(string text, int at)
    {
        if (text[at] == '[')
        {
            var end = text.IndexOf(']', at);
            if (end < 0)
                end = text.Length;
            AddBracket(text[(at + 1)..end]);
            return Math.Min(end + 1, text.Length);
        }

        if (text[at] == '.')
            at++;
        var stop = at;
        while (stop < text.Length && text[stop] is not ('.' or '['))
        {
            // A dot of a field's own name is written with a backslash.
            if (text[stop] == '\\')
                stop++;
            stop++;
        }

        var name = text[at..Math.Min(stop, text.Length)].Replace("\\", "", StringComparison.Ordinal);
        if (name.Length > 0)
            _steps.Add(node => (node as JsonObject)?[name]);
        return stop;
    }

    private void AddBracket(string content)
    {
        if (content.StartsWith("?(@.", StringComparison.Ordinal) && content.EndsWith(')'))
        {
            var filter = content[4..^1].Split("==", 2, StringSplitOptions.TrimEntries);
            var wanted = filter.Length > 1 ? filter[1].Trim('"', '\'') : "";
            _steps.Add(node => (node as JsonArray)?.FirstOrDefault(e => (e as JsonObject)?[filter[0]]?.ToString() == wanted));
        }
        else if (int.TryParse(content, CultureInfo.InvariantCulture, out var index))
            _steps.Add(node =>
                node is JsonArray list && (index < 0 ? index + list.Count : index) is var i && i >= 0 && i < list.Count ? list[i] : null
            );
        else if (content == "*")
            _steps.Add(node => node is JsonArray { Count: > 0 } list ? list[0] : null);
        else
            _steps.Add(node => (node as JsonObject)?[content.Trim('\'', '"')]);
    }
}
