using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>What the API server refuses in a CRD's schema: not structural, contradictory, or with rules that do not compile.</summary>
public static class SchemaChecker
{
    private static readonly HashSet<string> Types = ["array", "boolean", "integer", "number", "object", "string"];

    /// <summary>
    /// The errors of <paramref name="root"/>, a CRD version's <c>openAPIV3Schema</c>; their paths start with <paramref name="path"/>.
    /// </summary>
    public static IReadOnlyList<FieldError> Check(StructuralSchema root, string path = "openAPIV3Schema")
    {
        var errors = new List<FieldError>();
        if (root.Type is not (null or "object"))
            errors.Add(Invalid($"{path}.type", root.Type, "must be object at the root"));
        if (root.AllowsAdditionalProperties)
            errors.Add(new FieldError($"{path}.additionalProperties", FieldErrorType.Forbidden, "must not be used at the root"));
        if (root.Nullable)
            errors.Add(new FieldError($"{path}.nullable", FieldErrorType.Forbidden, "nullable cannot be true at the root"));
        // Its type, default, name and generateName may be stated, nothing else; those two cannot harm, the rest would restrict metadata.
        if (
            root.Properties.TryGetValue("metadata", out var metadata)
            && (metadata.Description ?? metadata.Title ?? metadata.Pattern) is not null
                | metadata.Nullable
                | metadata.PreserveUnknownFields
                | metadata.AllowsAdditionalProperties
                | metadata.Properties.Keys.Any(k => k is not ("name" or "generateName"))
                | metadata.Required.Count > 0
                | metadata.Validations.Count > 0
        )
            errors.Add(
                new FieldError(
                    $"{path}.properties[metadata]",
                    FieldErrorType.Forbidden,
                    "must not specify anything other than name and generateName, but metadata is implicitly specified"
                )
            );
        CheckNode(root, path, "at the root", errors);
        return errors;
    }

    private static void CheckNode(StructuralSchema schema, string path, string place, List<FieldError> errors)
    {
        CheckType(schema, path, place, errors);
        CheckBounds(schema, path, errors);
        ListSchemaChecks.Check(schema, path, errors);
        NestedSchemaChecks.Check(schema, path, errors);
        CheckRules(schema, path, errors);
        CheckDefault(schema, path, errors);
        foreach (var (name, property) in schema.Properties)
            CheckNode(property, $"{path}.properties[{name}]", "for specified object fields", errors);
        if (schema.Items is { } items)
            CheckNode(items, $"{path}.items", "for specified array items", errors);
        if (schema.AdditionalProperties is { } values)
            CheckNode(values, $"{path}.additionalProperties", "for specified object fields", errors);
    }

    private static void CheckType(StructuralSchema schema, string path, string place, List<FieldError> errors)
    {
        if (schema.Type is null && !schema.IntOrString && !schema.PreserveUnknownFields)
            errors.Add(new FieldError($"{path}.type", FieldErrorType.Required, $"must not be empty {place}"));
        if (schema.Type is { } type && !Types.Contains(type))
            errors.Add(
                new FieldError(
                    $"{path}.type",
                    FieldErrorType.NotSupported,
                    "supported values: " + string.Join(", ", Types.Order(StringComparer.Ordinal).Select(GoText.Quote)),
                    GoText.Quote(type)
                )
            );
        if (schema.Type == "array" && schema.Items is null)
            errors.Add(new FieldError($"{path}.items", FieldErrorType.Required, "must be specified"));
        if (schema.EmbeddedResource && schema.Type != "object")
            errors.Add(Invalid($"{path}.type", schema.Type ?? "", "must be object if x-kubernetes-embedded-resource is true"));
        if (schema.EmbeddedResource && !schema.PreserveUnknownFields && schema.Properties.Count == 0)
            errors.Add(
                new FieldError(
                    $"{path}.properties",
                    FieldErrorType.Required,
                    "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"
                )
            );
        if (schema.IntOrString && schema.PreserveUnknownFields)
            errors.Add(
                new FieldError(
                    $"{path}.x-kubernetes-preserve-unknown-fields",
                    FieldErrorType.Invalid,
                    "must be false if x-kubernetes-int-or-string is true",
                    "true"
                )
            );
    }

    private static void CheckBounds(StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.UniqueItems)
            errors.Add(
                new FieldError(
                    $"{path}.uniqueItems",
                    FieldErrorType.Forbidden,
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
                )
            );
        if (schema.AllowsAdditionalProperties && schema.Properties.Count > 0)
            errors.Add(
                new FieldError(
                    $"{path}.additionalProperties",
                    FieldErrorType.Forbidden,
                    "additionalProperties and properties are mutual exclusive"
                )
            );
        if (schema.Pattern is not { Length: > 0 } pattern)
            return;
        try
        {
            _ = Patterns.Compile(pattern);
        }
        catch (ArgumentException e)
        {
            errors.Add(Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {e.Message}"));
        }
    }

    private static void CheckRules(StructuralSchema schema, string path, List<FieldError> errors)
    {
        foreach (var (index, rule) in RuleValidator.RulesOf(schema).Own.Index())
        {
            var at = $"{path}.x-kubernetes-validations[{index}]";
            var shown = GoText.Marshal(new JsonObject { ["rule"] = rule.Source.Rule, ["message"] = rule.Source.Message });
            if (rule.Error is { } error)
                errors.Add(new FieldError($"{at}.rule", FieldErrorType.Invalid, error, shown));
            if (rule.MessageError is { } problem)
                errors.Add(new FieldError($"{at}.messageExpression", FieldErrorType.Invalid, problem, shown));
            if (rule.Source.OptionalOldSelf && rule.Rule is { UsesOldSelf: false })
                errors.Add(
                    new FieldError($"{at}.optionalOldSelf", FieldErrorType.Invalid, "may not be set if oldSelf is not used in rule", "true")
                );
        }
    }

    private static void CheckDefault(StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.Default is not { } value)
            return;
        if (value is JsonObject map && SchemaPruner.Prune(schema, (JsonObject)map.DeepClone(), schema.EmbeddedResource).Count > 0)
            errors.Add(new FieldError($"{path}.default", FieldErrorType.Invalid, "must not have unknown fields", GoText.Marshal(value)));
        errors.AddRange(SchemaValidator.Validate(schema, value, null, $"{path}.default"));
    }

    private static FieldError Invalid(string path, string value, string detail) =>
        new(path, FieldErrorType.Invalid, detail, GoText.Quote(value));
}
