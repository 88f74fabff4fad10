using System.Text.Json.Nodes;
using CniOperator.Core.Objects;

namespace CniOperator.Commands;

/// <summary>Hides the values of rendered Secrets: output ends up in terminals, logs and repositories.</summary>
internal static class SecretRedaction
{
    private static readonly string[] ValueFields = ["data", "stringData"];

    private const string Hidden = "<hidden, see --show-secrets>";

    public static Manifest Of(Manifest manifest)
    {
        if (manifest.Key is not { ApiVersion: "v1", Kind: "Secret" })
            return manifest;
        var json = (JsonObject)manifest.Json.DeepClone();
        var keys = ValueFields.SelectMany(field => json[field] as JsonObject ?? []).Select(entry => entry.Key).ToList();
        json.Remove("data");
        json["stringData"] = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, Hidden)));
        return Manifest.Of(json);
    }
}
