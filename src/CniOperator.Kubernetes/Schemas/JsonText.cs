using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>Reads numbers and texts out of nodes, whatever they were made from: a parsed document or C# values.</summary>
internal static class JsonText
{
    internal static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    internal static string? TryString(JsonNode? node) => node is JsonValue v && v.TryGetValue(out string? s) ? s : null;

    internal static double? TryDouble(JsonNode? node) =>
        Kind(node) == JsonValueKind.Number
        && double.TryParse(node!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var d)
            ? d
            : null;

    /// <summary>An integer as Go's JSON decoder of Kubernetes sees it: no fraction and no exponent in its text.</summary>
    internal static long? TryLong(JsonNode? node) =>
        Kind(node) == JsonValueKind.Number
        && long.TryParse(node!.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l)
            ? l
            : null;
}
