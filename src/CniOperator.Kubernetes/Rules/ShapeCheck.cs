using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Quantities;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Rules;

/// <summary>Checks an object against its kind's types: what is required is there, and enumerations hold one of their values.</summary>
public static class ShapeCheck
{
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    );

    // Required by the table, but the API server takes their absence for an empty list, or words it in a rule.
    private static readonly HashSet<string> Lenient = ["EndpointSlice.endpoints", "PolicyRule.verbs"];

    internal static void Run(StructuralSchema schema, JsonObject obj, Check check)
    {
        foreach (var (name, node) in obj)
            // Controllers write status piece by piece: nothing in it is required.
            if (name != "status" && schema.Properties.TryGetValue(name, out var field))
                Visit(field, node, name, check);
        CheckRequired(schema, obj, "", check);
    }

    /// <summary>
    /// The first value of a wrong type, as kube-apiserver's decoder words it; <c>null</c> when all decode. Ask before an object is
    /// defaulted:
    /// the API server answers HTTP 400 (BadRequest) with this message.
    /// </summary>
    /// <param name="schema">The value's schema; <c>null</c> when nothing is declared.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Its path below <paramref name="owner"/>; empty for the whole.</param>
    /// <param name="owner">The name of the type that the path starts at.</param>
    public static string? FindDecodeProblem(StructuralSchema? schema, JsonNode? value, string path, string owner)
    {
        if (schema is null || value is null)
            return null;
        if (WrongType(schema, value) is { } expected)
        {
            var place = path.Length == 0 ? "value" : $"struct field {owner}.{path}";
            return $"json: cannot unmarshal {JsonTypeOf(value)} into Go {place} of type {expected}";
        }

        if (schema.Format == Quantity.Format)
        {
            return Quantity.Canonical(value.ToString()) is not null
                ? null
                : @"quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        }

        if (schema.Format == MicroTime.Format)
            return MicroTime.Problem(value.GetValue<string>());
        if (schema.Format == "byte")
            return Base64Problem(value.GetValue<string>());
        return value switch
        {
            JsonArray list => list.Select(e => FindDecodeProblem(schema.Items, e, path, owner)).FirstOrDefault(p => p is not null),
            JsonObject map => map.Select(f =>
                    schema.Properties.TryGetValue(f.Key, out var field)
                        ? FindDecodeProblem(field, f.Value, path.Length == 0 ? f.Key : $"{path}.{f.Key}", schema.Title ?? owner)
                        : FindDecodeProblem(schema.AdditionalProperties, f.Value, path, owner)
                )
                .FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    private static void Visit(StructuralSchema? schema, JsonNode? value, string path, Check check)
    {
        if (schema is null || value is null)
            return;
        if (WrongType(schema, value) is { } expected)
        {
            check.TypeInvalid(path, value.DeepClone(), $"must be of type {expected}");
            return;
        }

        if (schema.Enum.Count > 0 && !schema.Enum.Any(e => JsonNode.DeepEquals(e, value)))
            check.NotSupported(path, value.DeepClone(), schema.Enum.Select(e => e!.GetValue<string>()));
        if (value is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                Visit(schema.Items, list[i], $"{path}[{i}]", check);
        else if (value is JsonObject map)
            VisitFields(schema, map, path, check);
    }

    private static void VisitFields(StructuralSchema schema, JsonObject map, string path, Check check)
    {
        foreach (var (name, node) in map)
        {
            if (schema.Properties.TryGetValue(name, out var field))
                Visit(field, node, $"{path}.{name}", check);
            else
                Visit(schema.AdditionalProperties, node, $"{path}[{name}]", check);
        }

        CheckRequired(schema, map, path + ".", check);
    }

    private static void CheckRequired(StructuralSchema schema, JsonObject map, string prefix, Check check)
    {
        foreach (var name in schema.Required)
            if (map[name] is null or JsonArray { Count: 0 } && !Lenient.Contains($"{schema.Title}.{name}"))
                check.Required(prefix + name);
    }

    private static string? WrongType(StructuralSchema schema, JsonNode value)
    {
        var kind = value.GetValueKind();
        return schema.Type switch
        {
            "string" when kind != JsonValueKind.String => "string",
            "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False) => "bool",
            "integer" when kind != JsonValueKind.Number || !long.TryParse(value.ToJsonString(), out _) => schema.Format ?? "int64",
            "number" when kind != JsonValueKind.Number => "float64",
            "object" when kind != JsonValueKind.Object => schema.AdditionalProperties is null ? $"v1.{schema.Title}" : "map[string]string",
            "array" when kind != JsonValueKind.Array => "[]" + (schema.Items?.Title is { } title ? $"v1.{title}" : "string"),
            _ => null,
        };
    }

    private static string JsonTypeOf(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "bool",
        };

    private static string? Base64Problem(string text)
    {
        if (Convert.TryFromBase64String(text, new byte[text.Length], out _))
            return null;
        var at = text.AsSpan().IndexOfAnyExcept(Base64Characters);
        return $"illegal base64 data at input byte {(at < 0 ? text.Length : at)}";
    }
}
