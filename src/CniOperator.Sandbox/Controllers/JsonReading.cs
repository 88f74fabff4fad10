using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Reads API objects without throwing, beyond what <see cref="JsonFields"/> has: the loops meet whatever users applied.</summary>
internal static class JsonReading
{
    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.Select(i => i.TextAt()).OfType<string>() : [];

    /// <summary>A map of texts.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject map
            ? map.ToDictionary(p => p.Key, p => p.Value.TextAt() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The uid; empty in what was not stored yet.</summary>
    public static string Id(this JsonObject obj) => obj.Uid() ?? "";

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) => obj.Map("metadata", "labels");

    /// <summary>The condition of a type, or null.</summary>
    public static JsonObject? Condition(this JsonObject obj, string type) =>
        obj.Items("status", "conditions").FirstOrDefault(c => c.TextAt("type") == type);

    public static bool ConditionIs(this JsonObject obj, string type, string status) => obj.Condition(type).TextAt("status") == status;

    /// <summary>The uid of the owner that controls an object, or null.</summary>
    public static string? ControllerUid(this JsonObject obj) =>
        obj.Items("metadata", "ownerReferences").FirstOrDefault(o => o.FlagAt("controller")).TextAt("uid");

    /// <summary>metav1.MicroTime, as leases use it.</summary>
    public static string MicroTimestamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
