using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Builds the pieces that several loops write.</summary>
internal static class JsonWriting
{
    public static JsonObject Clone(this JsonObject obj) => (JsonObject)obj.DeepClone();

    public static JsonArray ArrayOf(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray ArrayOf(IEnumerable<string> items) => new([.. items.Select(i => (JsonNode?)i)]);

    public static JsonObject MapOf(IEnumerable<KeyValuePair<string, string>> items) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, (JsonNode?)i.Value)));

    /// <summary>Sets a condition; the transition time moves only when the status does (API conventions, "Typical status properties").</summary>
    public static void SetCondition(
        JsonArray conditions,
        string type,
        string status,
        DateTimeOffset now,
        string? reason = null,
        string? message = null
    )
    {
        var index = conditions.ToList().FindIndex(c => c.TextAt("type") == type);
        var before = index >= 0 ? (JsonObject)conditions[index]! : null;
        var after = before?.Clone() ?? [];
        var moved = before.TextAt("status") != status;
        after["type"] = type;
        after["status"] = status;
        if (moved || before.TextAt("lastTransitionTime") is null)
            after["lastTransitionTime"] = now.ToApiTime();
        SetOrRemove(after, "reason", reason);
        SetOrRemove(after, "message", message);
        if (index < 0)
            conditions.Add((JsonNode)after);
        else
            conditions[index] = after;
    }

    public static void SetOrRemove(JsonObject obj, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
            obj.Remove(key);
        else
            obj[key] = value;
    }

    /// <summary>An owner reference that marks the owner as the controller.</summary>
    public static JsonObject ControllerReference(string apiVersion, string kind, JsonObject owner) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["name"] = owner.Name(),
            ["uid"] = owner.Id(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        };
}
