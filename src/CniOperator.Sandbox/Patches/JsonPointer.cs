using System.Globalization;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Patches;

/// <summary>A JSON pointer (RFC 6901), split into its unescaped steps.</summary>
internal sealed record JsonPointer(string Text, IReadOnlyList<string> Steps)
{
    private const string EndOfList = "-";

    /// <exception cref="PatchException">The text is no pointer.</exception>
    internal static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
            return new JsonPointer(text, []);
        if (text[0] != '/')
            throw new PatchException($"a JSON pointer must be empty or start with '/': \"{text}\"", isInvalid: true);
        return new JsonPointer(text, text[1..].Split('/').Select(Unescape).ToArray());
    }

    /// <summary>The value it points at; false when there is none.</summary>
    internal bool TryFind(JsonNode? document, out JsonNode? value)
    {
        value = document;
        foreach (var step in Steps)
            if (!TryStep(value, step, out value))
                return false;
        return true;
    }

    /// <summary>The container of the value and the last step; <c>null</c> when the container is missing.</summary>
    internal JsonNode? ParentIn(JsonNode? document) =>
        new JsonPointer(Text, Steps.Take(Steps.Count - 1).ToArray()).TryFind(document, out var parent) ? parent : null;

    /// <summary>A list position: an index without leading zeros, or <c>-</c> for the end where that is allowed. Null when it is none.</summary>
    internal static int? IndexOf(string step, JsonArray list, bool allowEnd)
    {
        if (step == EndOfList)
            return allowEnd ? list.Count : null;
        if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || (step.Length > 1 && step[0] == '0'))
            return null;
        return index < list.Count || (allowEnd && index == list.Count) ? index : null;
    }

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

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
