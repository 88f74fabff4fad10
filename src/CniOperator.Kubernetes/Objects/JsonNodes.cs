using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>Makes JSON out of C# collections.</summary>
public static class JsonNodes
{
    /// <summary>A list of nodes, none of which has a parent.</summary>
    public static JsonArray ListOf(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>A list of texts.</summary>
    public static JsonArray ListOf(IEnumerable<string> items) => new([.. items.Select(i => (JsonNode?)i)]);

    /// <summary>A map of texts.</summary>
    public static JsonObject MapOf(IEnumerable<KeyValuePair<string, string>> items) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, (JsonNode?)i.Value)));
}
