using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>Reads raw Kubernetes objects without ever throwing: what is absent or of another type reads as nothing.</summary>
public static class RawJson
{
    /// <summary>The node at <paramref name="path"/>, or <c>null</c>.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is JsonObject o && o.TryGetPropertyValue(name, out var child) ? child : null;
            if (node is null)
                return null;
        }

        return node;
    }

    /// <summary>The text at <paramref name="path"/>, or <c>null</c>.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number at <paramref name="path"/>, or <paramref name="otherwise"/>.</summary>
    public static long Number(this JsonNode? node, long otherwise, params ReadOnlySpan<string> path) => node.Number(path) ?? otherwise;

    /// <summary>
    /// The whole number at <paramref name="path"/>, written without fraction and exponent; <c>null</c> when there is none.
    /// </summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v
        && v.GetValueKind() == JsonValueKind.Number
        && long.TryParse(v.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            ? n
            : null;

    /// <summary>The number at <paramref name="path"/>, or <c>null</c>.</summary>
    public static double? Real(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v
        && v.GetValueKind() == JsonValueKind.Number
        && double.TryParse(v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var n)
            ? n
            : null;

    /// <summary>True when there is <c>true</c> at <paramref name="path"/>.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v && v.GetValueKind() == JsonValueKind.True;

    /// <summary>The RFC 3339 time at <paramref name="path"/> in UTC, or <c>null</c>.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Text(path) is { } text
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>The object at <paramref name="path"/>, or <c>null</c>.</summary>
    public static JsonObject? Map(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    /// <summary>The list at <paramref name="path"/>, or <c>null</c>.</summary>
    public static JsonArray? List(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    /// <summary>The objects of the list at <paramref name="path"/>; empty when there is none.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The texts of the list at <paramref name="path"/>; empty when there is none.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.Select(i => i.Text()).OfType<string>() : [];

    /// <summary>The texts of the map at <paramref name="path"/>; other values read as empty. Empty when there is no map.</summary>
    public static IReadOnlyDictionary<string, string> TextMap(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.Map(path) ?? []).ToDictionary(p => p.Key, p => p.Value.Text() ?? "", StringComparer.Ordinal);
}
