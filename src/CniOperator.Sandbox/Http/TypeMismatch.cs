using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;

namespace CniOperator.Sandbox.Http;

/// <summary>Finds the first value of a built-in object that is of the wrong JSON type, in the words of Go's decoder.</summary>
internal static class TypeMismatch
{
    internal static string? Find(StructuralSchema schema, JsonNode? value, string root) => Find(schema, value, root, "");

    private static string? Find(StructuralSchema? schema, JsonNode? value, string owner, string path)
    {
        if (schema is null || value is null) return null;
        var actual = value.GetValueKind();
        if (!schema.IntOrString && Wrong(schema.Type, actual) is { } expected)
            return $"json: cannot unmarshal {Name(actual)} into Go struct field {owner}.{path} of type {expected}";
        return value switch
        {
            JsonObject map => map.Select(f => Find(Child(schema, f.Key), f.Value, schema.Title ?? owner, Join(path, f.Key))).FirstOrDefault(p => p is not null),
            JsonArray list => list.Select(item => Find(schema.Items, item, owner, path)).FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    private static StructuralSchema? Child(StructuralSchema schema, string field) =>
        schema.Properties.TryGetValue(field, out var property) ? property : schema.AdditionalProperties;

    private static string? Wrong(string? type, JsonValueKind actual) => type switch
    {
        "string" when actual is not JsonValueKind.String => "string",
        "integer" when actual is not JsonValueKind.Number => "int32",
        "number" when actual is not JsonValueKind.Number => "float64",
        "boolean" when actual is not (JsonValueKind.True or JsonValueKind.False) => "bool",
        "object" when actual is not JsonValueKind.Object => "map",
        "array" when actual is not JsonValueKind.Array => "slice",
        _ => null,
    };

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        _ => "number",
    };

    private static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}
