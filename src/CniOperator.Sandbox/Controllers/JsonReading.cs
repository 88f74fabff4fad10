using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Reads API objects by path without throwing: the loops meet whatever users applied.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject obj || !obj.TryGetPropertyValue(step, out node)) return null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? (long)number
                : null;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.Select(i => i.Text()).OfType<string>() : [];

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject map
            ? map.ToDictionary(p => p.Key, p => p.Value.Text() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    public static string? Namespace(this JsonObject obj) => obj.Text("metadata", "namespace");

    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) => obj.Map("metadata", "labels");

    public static bool IsDeleting(this JsonObject obj) => obj.Text("metadata", "deletionTimestamp") is not null;

    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The condition of a type, or null.</summary>
    public static JsonObject? Condition(this JsonObject obj, string type) =>
        obj.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    public static bool ConditionIs(this JsonObject obj, string type, string status) => obj.Condition(type).Text("status") == status;

    /// <summary>The uid of the owner that controls an object, or null.</summary>
    public static string? ControllerUid(this JsonObject obj) =>
        obj.Items("metadata", "ownerReferences").FirstOrDefault(o => o.Flag("controller")).Text("uid");

    /// <summary>metav1.Time: RFC 3339 in whole seconds.</summary>
    public static string Timestamp(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>metav1.MicroTime, as leases use it.</summary>
    public static string MicroTimestamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
