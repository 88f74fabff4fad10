using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Tests;

/// <summary>JSON for tests, written with single quotes.</summary>
internal static class Json
{
    internal static JsonNode? Any(string text) => JsonNode.Parse(text.Replace('\'', '"'));

    internal static JsonObject Map(string text) => (JsonObject)Any(text)!;

    internal static JsonArray List(string text) => (JsonArray)Any(text)!;

    internal static void Equal(JsonNode? expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
            Assert.Equal(expected?.ToJsonString(), actual?.ToJsonString());
    }

    internal static void Equal(string expected, JsonNode? actual) => Equal(Any(expected), actual);
}
