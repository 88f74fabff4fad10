using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.BuiltIns;

/// <summary>Short forms for reading and filling objects.</summary>
internal static class ObjectFields
{
    /// <summary>The text of a field; <c>null</c> when it is absent or no text.</summary>
    internal static string? Text(this JsonObject obj, string name) =>
        obj[name] is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    /// <summary>The number of a field; <c>null</c> when it is absent or no integer.</summary>
    internal static long? Number(this JsonObject obj, string name) =>
        obj[name] is JsonValue v && long.TryParse(v.ToJsonString(), out var number) ? number : null;

    internal static bool Flag(this JsonObject obj, string name) => obj[name] is JsonValue v && v.TryGetValue(out bool flag) && flag;

    internal static JsonObject? Map(this JsonObject obj, string name) => obj[name] as JsonObject;

    /// <summary>The objects of a list; none when it is absent or holds something else.</summary>
    internal static IEnumerable<JsonObject> Maps(this JsonObject obj, string name) => (obj[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Sets an absent or null field.</summary>
    internal static void Fill(this JsonObject obj, string name, JsonNode value)
    {
        if (obj[name] is null)
            obj[name] = value;
    }

    /// <summary>Sets an absent, null or empty text.</summary>
    internal static void FillText(this JsonObject obj, string name, string value)
    {
        if (obj[name] is null || obj.Text(name) is { Length: 0 })
            obj[name] = value;
    }

    /// <summary>The object in a field, created when it is absent; a stray one when the field holds something else (validation reports that).</summary>
    internal static JsonObject FillMap(this JsonObject obj, string name)
    {
        obj.Fill(name, new JsonObject());
        return obj[name] as JsonObject ?? [];
    }
}
