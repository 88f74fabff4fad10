using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Apply;

/// <summary>Values as the API server's messages show them: it is written in Go and prints them with <c>%v</c>, <c>%#v</c> and <c>%T</c>.</summary>
internal static class GoText
{
    /// <summary><c>%v</c>: <c>map[a:b c:[1 2]]</c>.</summary>
    internal static string Plain(JsonNode? node) =>
        node switch
        {
            null => "<nil>",
            JsonObject map => $"map[{string.Join(' ', Sorted(map).Select(f => $"{f.Key}:{Plain(f.Value)}"))}]",
            JsonArray list => $"[{string.Join(' ', list.Select(Plain))}]",
            _ => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : JsonText.Of(node),
        };

    /// <summary><c>%#v</c>: <c>map[string]interface {}{"a":"b"}</c>.</summary>
    internal static string Literal(JsonNode? node) =>
        node switch
        {
            null => "interface {}(nil)",
            JsonObject map =>
                $"map[string]interface {{}}{{{string.Join(", ", Sorted(map).Select(f => $"\"{f.Key}\":{Literal(f.Value)}"))}}}",
            JsonArray list => $"[]interface {{}}{{{string.Join(", ", list.Select(Literal))}}}",
            _ => JsonText.Of(node),
        };

    /// <summary><c>%T</c>: <c>string</c>, <c>bool</c>, <c>map[string]interface {}</c>.</summary>
    internal static string TypeOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number => JsonText.Of(node).AsSpan().ContainsAny('.', 'e', 'E') ? "float64" : "int64",
            JsonValueKind.Object => "map[string]interface {}",
            JsonValueKind.Array => "[]interface {}",
            _ => "<nil>",
        };

    /// <summary><c>%q</c>: in quotes, with quotes and backslashes escaped.</summary>
    internal static string Quoted(string text) => JsonText.Of(JsonValue.Create(text));

    /// <summary>What Go's JSON decoder calls a value: <c>number</c>, <c>bool</c>, <c>array</c>.</summary>
    internal static string JsonType(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number => "number",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "null",
        };

    private static IOrderedEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject map) =>
        map.OrderBy(f => f.Key, StringComparer.Ordinal);
}
