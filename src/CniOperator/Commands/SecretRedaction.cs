using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands;

/// <summary>
/// Hides what is secret in rendered objects: output ends up in terminals, logs and repositories. Secrets lose every value; elsewhere (a
/// variable, an annotation, a configuration) the values that the command was given are hidden.
/// </summary>
/// <param name="values">The values that the command was given.</param>
internal sealed class SecretRedaction(IEnumerable<string> values)
{
    private static readonly string[] ValueFields = ["data", "stringData"];

    private const string Hidden = "<hidden, see --show-secrets>";

    private readonly SecretMask _mask = new(values);

    public Manifest Of(Manifest manifest)
    {
        var json = (JsonObject)Clean(manifest.Json)!;
        if (manifest.Key is { ApiVersion: "v1", Kind: "Secret" })
        {
            var keys = ValueFields.SelectMany(field => json[field] as JsonObject ?? []).Select(entry => entry.Key).ToList();
            json.Remove("data");
            json["stringData"] = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, Hidden)));
        }

        return Manifest.Of(json);
    }

    private JsonNode? Clean(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Clean(entry.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Clean)]),
            JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(_mask.Clean(text)),
            _ => node?.DeepClone(),
        };
}
