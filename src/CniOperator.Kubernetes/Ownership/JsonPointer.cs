using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Says where in its document a node is (RFC 6901), as JSON Patch wants it.</summary>
internal static class JsonPointer
{
    internal static string Of(JsonNode node) =>
        node.Parent switch
        {
            JsonObject parent => $"{Of(parent)}/{Escaped(node.GetPropertyName())}",
            JsonArray parent => $"{Of(parent)}/{node.GetElementIndex().ToString(CultureInfo.InvariantCulture)}",
            _ => "",
        };

    /// <summary>The node that is there, or <c>null</c>.</summary>
    internal static JsonNode? Find(JsonNode root, string pointer) =>
        pointer
            .Split('/')
            .Skip(1)
            .Aggregate((JsonNode?)root, (node, step) => node switch
                {
                    JsonObject map => map.At(
                        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                    ),
                    JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Count =>
                        list[i],
                    _ => null,
                });

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
