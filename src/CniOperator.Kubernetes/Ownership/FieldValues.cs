using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Quantities;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>When a value that is stored means the same as the one that was applied.</summary>
internal static class FieldValues
{
    /// <summary>True for names under which Kubernetes keeps quantities: a quantity itself, or a map of them.</summary>
    internal static bool HoldsQuantities(ReadOnlySpan<char> name) =>
        name is "limits" or "requests" or "sizeLimit" or "divisor" or "overhead" or "capacity" or "hard";

    /// <summary>True for a value that Go's <c>omitempty</c> drops, so that an absent one is the same.</summary>
    internal static bool IsEmpty(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.Count == 0,
            JsonArray a => a.Count == 0,
            JsonValue v => v.Text() == "",
            _ => true,
        };

    /// <summary>True for what <c>omitempty</c> drops as well, of fields that are not pointers in the API's Go types.</summary>
    internal static bool IsZero(JsonNode desired) => desired is JsonValue && desired.ToJsonString() is "false" or "0";

    /// <summary>True when two scalars are equal: texts by characters, numbers by value, quantities by amount.</summary>
    internal static bool AreEqual(JsonNode? desired, JsonNode? live, bool quantities) =>
        (desired.Text() is { } text && live.Text() is { } liveText ? text == liveText : JsonNode.DeepEquals(desired, live))
        || (quantities && Quantity.AreEqual(desired, live))
        || AreEqualNumbers(desired, live);

    private static bool AreEqualNumbers(JsonNode? desired, JsonNode? live) =>
        desired?.GetValueKind() == JsonValueKind.Number
        && live?.GetValueKind() == JsonValueKind.Number
        && (desired.Number() is { } whole && live.Number() is { } liveWhole ? whole == liveWhole : desired.Real() == live.Real());
}
