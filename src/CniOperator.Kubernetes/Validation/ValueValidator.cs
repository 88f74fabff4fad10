using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>
/// The value validations of a schema, check by check in the order and with the words of kube-openapi (<c>pkg/validation/validate</c>),
/// quirks included: a wrong type does not stop the other checks, and a nested failure is reported at the root.
/// </summary>
internal static class ValueValidator
{
    /// <summary>Validates one node. An unchanged node is not judged again: ratcheting (KEP-4008).</summary>
    internal static ValidationResult Validate(StructuralSchema schema, JsonNode? value, OldValue old, string path)
    {
        var result = new ValidationResult();
        if (value is null)
        {
            CheckNull(schema, path, result);
        }
        else
        {
            if (schema.Type is not null || schema.IntOrString)
                TypeChecks.Check(schema, value, path, result);
            CheckCombinations(schema, value, path, result);
            CheckScalar(schema, value, path, result);
            if (value is JsonArray list)
                CheckList(schema, list, old, path, result);
            CheckEnum(schema, value, path, result);
            if (value is JsonObject map)
                CheckObject(schema, map, old, path, result);
            result.Checks += 3;
        }

        return !result.IsValid && old.Equals(value) ? new ValidationResult() : result;
    }

    private static void CheckNull(StructuralSchema schema, string path, ValidationResult result)
    {
        if (!schema.Nullable && TypeChecks.Names(schema) is { } wanted)
            result.Add(TypeChecks.Wrong(path, wanted, "null"));
        CheckEnum(schema, null, path, result);
    }

    private static void CheckScalar(StructuralSchema schema, JsonNode value, string path, ValidationResult result)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                var text = value.GetValue<string>();
                ScalarChecks.Text(schema, text, path, result);
                if (
                    StringFormats.IsEnforced(schema.IntOrString ? null : schema.Type, schema.Format)
                    && !StringFormats.Matches(schema.Format!, text)
                )
                    result.Add(
                        new FieldError(
                            path,
                            FieldErrorType.TypeInvalid,
                            $"{path} in body must be of type {schema.Format}: {GoText.Quote(text)}",
                            GoText.Quote(text)
                        )
                    );
                break;
            case JsonValueKind.Number:
                ScalarChecks.Number(schema, value, path, result);
                break;
        }
    }

    private static void CheckList(StructuralSchema schema, JsonArray list, OldValue old, string path, ValidationResult result)
    {
        if (schema.Items is { } items)
            for (var i = 0; i < list.Count; i++)
                result.Merge(Validate(items, list[i], old.Entry(schema, list[i]), $"{path}[{i}]"));
        if (list.Count < schema.MinItems)
            result.Add(ScalarChecks.Invalid(path, Count(list.Count), $"should have at least {schema.MinItems} items"));
        if (list.Count > schema.MaxItems)
            result.Add(TooMany(path, list.Count, schema.MaxItems.Value));
        if (schema.UniqueItems && list.Where((a, i) => list.Take(i).Any(b => JsonNode.DeepEquals(a, b))).Any())
            result.Add(ScalarChecks.Invalid(path, "\"\"", "shouldn't contain duplicates"));
        result.Checks++;
    }

    private static void CheckObject(StructuralSchema schema, JsonObject map, OldValue old, string path, ValidationResult result)
    {
        if (map.Count < schema.MinProperties)
            result.Add(ScalarChecks.Invalid(path, Count(map.Count), $"should have at least {schema.MinProperties} properties"));
        if (map.Count > schema.MaxProperties)
            result.Add(TooMany(path, map.Count, schema.MaxProperties.Value));
        if (schema.AdditionalProperties is { } values)
            foreach (var (name, entry) in map.Where(p => !schema.Properties.ContainsKey(p.Key)))
                result.Merge(Validate(values, entry, old.Field(schema, name), $"{path}.{name}"));
        foreach (var (name, property) in schema.Properties)
            if (map.TryGetPropertyValue(name, out var entry))
                result.Merge(Validate(property, entry, old.Field(schema, name), FieldPath.Child(path, name)));
        foreach (var name in schema.Required.Where(n => !map.ContainsKey(n)))
            result.Add(new FieldError(FieldPath.Child(path, name), FieldErrorType.Required, ""));
    }

    private static void CheckEnum(StructuralSchema schema, JsonNode? value, string path, ValidationResult result)
    {
        if (schema.Enum.Count == 0 || (value is not null && schema.Enum.Any(e => JsonNode.DeepEquals(e, value))))
            return;
        var names = schema.Enum.Select(e => GoText.Quote(e.Text() ?? GoText.Marshal(e)));
        result.Add(
            new FieldError(path, FieldErrorType.NotSupported, "supported values: " + string.Join(", ", names), GoText.BadValue(value))
        );
    }

    private static void CheckCombinations(StructuralSchema schema, JsonNode value, string path, ValidationResult result)
    {
        // Nested schemas are judged without the old value: upstream ratchets only the node that holds them.
        ValidationResult Try(StructuralSchema nested) => Validate(nested, value, OldValue.None, path);
        if (schema.AnyOf.Count > 0)
        {
            var tries = schema.AnyOf.Select(Try).ToList();
            if (!tries.Any(t => t.IsValid))
                result.Add(Whole($"{GoText.Quote(path)} must validate at least one schema (anyOf)"));
            result.Merge(tries.Find(t => t.IsValid) ?? tries.MaxBy(t => t.Checks)!);
        }

        if (schema.OneOf.Count > 0)
            CheckOneOf(schema.OneOf.Select(Try).ToList(), path, result);
        if (schema.AllOf.Count > 0)
        {
            var tries = schema.AllOf.Select(Try).ToList();
            foreach (var t in tries)
                result.Merge(t);
            if (!tries.TrueForAll(t => t.IsValid))
                result.Add(
                    Whole(
                        $"{GoText.Quote(path)} must validate all the schemas (allOf){(tries.Exists(t => t.IsValid) ? "" : ". None validated")}"
                    )
                );
        }

        if (schema.Not is { } not && Try(not).IsValid)
            result.Add(Whole($"{GoText.Quote(path)} must not validate the schema (not)"));
    }

    private static void CheckOneOf(List<ValidationResult> tries, string path, ValidationResult result)
    {
        var valid = tries.Count(t => t.IsValid);
        if (valid == 1)
        {
            result.Merge(tries.Find(t => t.IsValid)!);
            return;
        }

        var found = valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives";
        result.Add(Whole($"{GoText.Quote(path)} must validate one and only one schema (oneOf). {found}"));
        if (valid == 0)
            result.Merge(tries.MaxBy(t => t.Checks)!);
    }

    private static FieldError TooMany(string path, int count, long limit) =>
        new(path, FieldErrorType.TooMany, $"must have at most {limit} {(limit == 1 ? "item" : "items")}", Count(count));

    private static FieldError Whole(string detail) => new("", FieldErrorType.Invalid, detail, "\"\"");

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
