using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>Reads out of an object what decides on the network, as the addon's descriptor says.</summary>
internal static class FieldReader
{
    private const string Hidden = "set (hidden)";

    /// <summary>Reads one field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="json">The object.</param>
    /// <param name="secret">The Secret of the same name, which holds what is too secret for the object; <c>null</c> for none.</param>
    internal static StatedField Read(AddonNetworkField field, JsonObject json, JsonObject? secret)
    {
        var path = JsonPath.Parse(field.Path);
        var node = path.Find(json) ?? Decoded(path.Find(secret));
        try
        {
            return field.Format switch
            {
                "json" when node is null => new StatedField(false, "", "", "it is not there"),
                "json" => Of(field, JsonPath.Parse(field.Within!).Find(JsonNode.Parse(node.ToString()))),
                "flags" => Of(field, Flag(node as JsonArray ?? [], field.Within!)),
                "image" => Of(field, ReleaseLine.Of(node.Text())),
                _ => Of(field, node),
            };
        }
        catch (JsonException e)
        {
            // Its own words may quote a secret.
            return new StatedField(false, "", "", $"it is not JSON (line {e.LineNumber + 1})");
        }
    }

    private static StatedField Of(AddonNetworkField field, JsonNode? node)
    {
        // An empty text is stated, and so resets what runs; what it means is what nothing means.
        if (node is null || node.Text() is { Length: 0 })
            return new StatedField(node is not null, field.Default, field.Default, null);
        var value = node is JsonValue ? node.ToString() : node.ToJsonString();
        return new StatedField(true, value, field.Secret ? Discreet(node) : value, null);
    }

    // Where a secret comes from is not secret.
    private static string Discreet(JsonNode node) =>
        node.At("valueFrom", "secretKeyRef") is { } from ? $"from Secret {from.Text("name")}, key {from.Text("key")}" : Hidden;

    private static JsonNode? Decoded(JsonNode? node)
    {
        try
        {
            return node.Text() is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Both spellings: --name=value, and --name followed by its value.
    private static JsonValue? Flag(JsonArray arguments, string name)
    {
        var values = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var text = arguments[i].Text() ?? "";
            if (text.StartsWith(name + "=", StringComparison.Ordinal))
                values.Add(text[(name.Length + 1)..]);
            else if (text == name)
                values.Add(arguments.ElementAtOrDefault(i + 1).Text() is { } next && !next.StartsWith('-') ? next : "true");
        }

        return values.Count == 0 ? null : JsonValue.Create(string.Join(", ", values));
    }
}
