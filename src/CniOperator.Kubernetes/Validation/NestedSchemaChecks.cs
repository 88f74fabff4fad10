using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>
/// Inside allOf, anyOf, oneOf and not there may be value validations only, and only of fields that the schema itself has (KEP-1152).
/// </summary>
internal static class NestedSchemaChecks
{
    internal static void Check(StructuralSchema schema, string path, List<FieldError> errors)
    {
        foreach (var (nested, at) in Nested(schema, path))
        {
            // int-or-string is written with the types in anyOf, also as the first of allOf.
            if (schema.IntOrString && (IsIntOrString(schema.AnyOf) && at.StartsWith($"{path}.anyOf", StringComparison.Ordinal)))
                continue;
            CheckNested(nested, schema, at, schema.IntOrString && at == $"{path}.allOf[0]" && IsIntOrString(nested.AnyOf), errors);
        }
    }

    private static void CheckNested(StructuralSchema nested, StructuralSchema? outer, string path, bool skipAnyOf, List<FieldError> errors)
    {
        Forbid(nested.Type is not null, "type", "must be empty to be structural");
        Forbid(nested.AllowsAdditionalProperties, "additionalProperties", "must be undefined to be structural");
        Forbid(nested.Default is not null, "default", "must be undefined to be structural");
        Forbid(!string.IsNullOrEmpty(nested.Title), "title", "must be empty to be structural");
        Forbid(!string.IsNullOrEmpty(nested.Description), "description", "must be empty to be structural");
        Forbid(nested.Nullable, "nullable", "must be false to be structural");
        Forbid(nested.PreserveUnknownFields, "x-kubernetes-preserve-unknown-fields", "must be false to be structural");
        Forbid(nested.EmbeddedResource, "x-kubernetes-embedded-resource", "must be false to be structural");
        Forbid(nested.IntOrString, "x-kubernetes-int-or-string", "must be false to be structural");
        Forbid(nested.Validations.Count > 0, "x-kubernetes-validations", "must be empty to be structural");
        foreach (var (name, property) in nested.Properties)
        {
            var at = $"{path}.properties[{name}]";
            StructuralSchema? known = null;
            if (outer is not null && !outer.Properties.TryGetValue(name, out known))
                errors.Add(new FieldError($"{at}", FieldErrorType.Required, $"because it is defined in {path}.properties[{name}]"));
            CheckNested(property, known, at, skipAnyOf: false, errors);
        }

        if (nested.Items is { } items)
            CheckNested(items, outer?.Items, $"{path}.items", skipAnyOf: false, errors);
        foreach (var (inner, at) in Nested(nested, path))
            if (!skipAnyOf || !at.StartsWith($"{path}.anyOf", StringComparison.Ordinal))
                CheckNested(inner, outer, at, skipAnyOf: false, errors);

        void Forbid(bool present, string keyword, string detail)
        {
            if (present)
                errors.Add(new FieldError($"{path}.{keyword}", FieldErrorType.Forbidden, detail));
        }
    }

    private static bool IsIntOrString(IReadOnlyList<StructuralSchema> schemas) => schemas is [{ Type: "integer" }, { Type: "string" }];

    private static IEnumerable<(StructuralSchema Schema, string Path)> Nested(StructuralSchema schema, string path)
    {
        foreach (var (i, s) in schema.AllOf.Index())
            yield return (s, $"{path}.allOf[{i}]");
        foreach (var (i, s) in schema.AnyOf.Index())
            yield return (s, $"{path}.anyOf[{i}]");
        foreach (var (i, s) in schema.OneOf.Index())
            yield return (s, $"{path}.oneOf[{i}]");
        if (schema.Not is { } not)
            yield return (not, $"{path}.not");
    }
}
