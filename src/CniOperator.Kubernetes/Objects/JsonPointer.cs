using System.Globalization;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>A JSON pointer (RFC 6901), split into its unescaped steps.</summary>
/// <param name="Text">The pointer as it is written: <c>/spec/containers/0</c>; empty for the whole document.</param>
/// <param name="Steps">The names and indexes on the way.</param>
public sealed record JsonPointer(string Text, IReadOnlyList<string> Steps)
{
    private const string EndOfList = "-";

    /// <summary>Parses a pointer; <c>null</c> when the text is neither empty nor starts with a slash.</summary>
    public static JsonPointer? TryParse(string text) =>
        text.Length == 0 ? new JsonPointer(text, [])
        : text[0] == '/' ? new JsonPointer(text, [.. text[1..].Split('/').Select(Unescape)])
        : null;

    /// <summary>Where in its document a node is.</summary>
    public static JsonPointer To(JsonNode node)
    {
        var steps = new List<string>();
        for (var at = node; at.Parent is { } parent; at = parent)
            steps.Add(parent is JsonArray ? at.GetElementIndex().ToString(CultureInfo.InvariantCulture) : at.GetPropertyName());
        steps.Reverse();
        return new JsonPointer(string.Concat(steps.Select(s => "/" + Escape(s))), steps);
    }

    /// <summary>The value that the pointer names in <paramref name="document"/>; false when there is none.</summary>
    public bool TryFind(JsonNode? document, out JsonNode? value)
    {
        value = document;
        foreach (var step in Steps)
            if (!TryStep(value, step, out value))
                return false;
        return true;
    }

    /// <summary>The value that the pointer <paramref name="text"/> names in <paramref name="document"/>, or <c>null</c>.</summary>
    public static JsonNode? Find(JsonNode? document, string text) =>
        TryParse(text) is { } parsed && parsed.TryFind(document, out var value) ? value : null;

    /// <summary>The container of the value and the last step; <c>null</c> when the container is missing.</summary>
    public JsonNode? ParentIn(JsonNode? document) =>
        new JsonPointer(Text, [.. Steps.SkipLast(1)]).TryFind(document, out var parent) ? parent : null;

    /// <summary>The index that a step means in a list; <c>null</c> when it is none.</summary>
    /// <param name="step">An index without leading zeros, or <c>-</c> for the end.</param>
    /// <param name="list">The list.</param>
    /// <param name="allowEnd">Whether the place behind the last entry counts.</param>
    public static int? IndexOf(string step, JsonArray list, bool allowEnd)
    {
        if (step == EndOfList)
            return allowEnd ? list.Count : null;
        if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || (step.Length > 1 && step[0] == '0'))
            return null;
        return index < list.Count || (allowEnd && index == list.Count) ? index : null;
    }

    /// <summary>The pointer's text.</summary>
    public override string ToString() => Text;

    private static bool TryStep(JsonNode? at, string step, out JsonNode? value)
    {
        value = null;
        if (at is JsonObject map)
            return map.TryGetPropertyValue(step, out value);
        if (at is not JsonArray list || IndexOf(step, list, allowEnd: false) is not { } index)
            return false;
        value = list[index];
        return true;
    }

    private static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
