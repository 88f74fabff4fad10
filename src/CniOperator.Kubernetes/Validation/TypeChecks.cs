using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Whether a value has the type that a schema states.</summary>
internal static class TypeChecks
{
    internal static void Check(StructuralSchema schema, JsonNode value, string path, ValidationResult result)
    {
        var wanted = Names(schema)!;
        var (type, format) = Of(value);
        var fits =
            Allows(schema, type)
            || (type == "integer" && Allows(schema, "number"))
            || (type == "number" && IsWhole(value) && Allows(schema, "integer"));
        var formatted = StringFormats.IsEnforced(schema.IntOrString ? null : schema.Type, schema.Format);
        var isNumber = Allows(schema, "number") || Allows(schema, "integer");
        if (formatted && type is not ("string" or "array") && !fits && format != schema.Format)
            result.Add(Wrong(path, schema.Format!, format));
        else if (!fits && !(formatted && !isNumber && type is ("string" or "array")))
            result.Add(Wrong(path, wanted, type));
        else
            result.Checks++;
        result.Checks++;
    }

    /// <summary>The type as a message names it; <c>null</c> when a schema states none.</summary>
    internal static string? Names(StructuralSchema schema) => schema.IntOrString ? "integer,string" : schema.Type;

    internal static FieldError Wrong(string path, string wanted, string found) =>
        new(path, FieldErrorType.TypeInvalid, $"{path} in body must be of type {wanted}: {GoText.Quote(found)}", GoText.Quote(found));

    private static bool Allows(StructuralSchema schema, string type) =>
        schema.IntOrString ? type is "integer" or "string" : schema.Type == type;

    private static bool IsWhole(JsonNode value) => value.Real() is { } d && Math.Abs(d) < 9007199254740992 && d == Math.Truncate(d);

    private static (string Type, string Format) Of(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Object => ("object", ""),
            JsonValueKind.Array => ("array", ""),
            JsonValueKind.String => ("string", ""),
            JsonValueKind.Number => value.Number() is null ? ("number", "float64") : ("integer", "int64"),
            _ => ("boolean", ""),
        };
}
