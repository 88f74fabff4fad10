using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>One desired object: what a template rendered, ready to be applied. Its JSON is never changed after construction.</summary>
public sealed class Manifest
{
    private Manifest(ObjectKey key, JsonObject json)
    {
        Key = key;
        Json = json;
    }

    /// <summary>The object's identity.</summary>
    public ObjectKey Key { get; }

    /// <summary>The object itself. Treat as read-only: clone before changing.</summary>
    public JsonObject Json { get; }

    /// <summary>The object's labels; empty when it has none.</summary>
    public IEnumerable<KeyValuePair<string, string>> Labels =>
        (Json["metadata"]?["labels"] as JsonObject ?? []).Select(l => KeyValuePair.Create(l.Key, l.Value!.GetValue<string>()));

    /// <summary>Wraps an object that has <c>apiVersion</c>, <c>kind</c> and <c>metadata.name</c>.</summary>
    /// <exception cref="ArgumentException">One of those is missing or is not a string; the message names it.</exception>
    public static Manifest Of(JsonObject json)
    {
        var metadata = json["metadata"] as JsonObject;
        var key = new ObjectKey(
            Required(json, "apiVersion", "apiVersion"),
            Required(json, "kind", "kind"),
            metadata?["namespace"] is JsonValue ns && ns.TryGetValue(out string? value) && value.Length > 0 ? value : null,
            Required(metadata, "name", "metadata.name")
        );
        return new Manifest(key, json);
    }

    private static string Required(JsonObject? owner, string field, string path) =>
        owner?[field] is JsonValue v && v.TryGetValue(out string? text) && text.Length > 0
            ? text
            : throw new ArgumentException($"an object must have a non-empty string in {path}");
}
