using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Storage;

/// <summary>Reads and writes fields of objects; a field of the wrong shape reads as absent, since validation has its own say about it.</summary>
internal static class JsonFields
{
    internal static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject map || !map.TryGetPropertyValue(step, out node))
                return null;
        }

        return node;
    }

    internal static JsonObject? MapAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    internal static JsonArray? ListAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    internal static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    internal static bool FlagAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() == JsonValueKind.True;

    internal static long? NumberAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v
        && v.GetValueKind() == JsonValueKind.Number
        && long.TryParse(v.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The object in this field; put there when it is missing.</summary>
    internal static JsonObject Ensure(this JsonObject map, string field)
    {
        if (map[field] is JsonObject found)
            return found;
        var made = new JsonObject();
        map[field] = made;
        return made;
    }

    internal static JsonObject Metadata(this JsonObject obj) => obj.Ensure("metadata");

    internal static string Name(this JsonObject obj) => obj.TextAt("metadata", "name") ?? "";

    internal static string? Namespace(this JsonObject obj) => obj.TextAt("metadata", "namespace") is { Length: > 0 } ns ? ns : null;

    internal static string? Uid(this JsonObject obj) => obj.TextAt("metadata", "uid");

    internal static bool IsDeleting(this JsonObject obj) => obj.TextAt("metadata", "deletionTimestamp") is not null;

    internal static bool HasFinalizers(this JsonObject obj) => obj.ListAt("metadata", "finalizers") is { Count: > 0 };

    /// <summary>Sets a field, or removes it when the value is <c>null</c>. The value is cloned when it already has a parent.</summary>
    internal static void Put(this JsonObject map, string field, JsonNode? value)
    {
        if (value is null)
            map.Remove(field);
        else
            map[field] = value.Parent is null ? value : value.DeepClone();
    }

    /// <summary>Adds a node to a list; the list's own generic method is not made for native code.</summary>
    internal static void Push(this JsonArray list, JsonNode? value) => list.Add(value);

    /// <summary>A time as <c>metav1.Time</c> is written: RFC 3339 in UTC, whole seconds.</summary>
    internal static string ToApiTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static DateTimeOffset? TimeAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.TextAt(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
