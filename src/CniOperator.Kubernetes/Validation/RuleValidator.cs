using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Cel;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Runs the CEL rules of a schema over a value (KEP-2876), within the API server's budget for one object.</summary>
internal static class RuleValidator
{
    private static readonly ConditionalWeakTable<StructuralSchema, SchemaRules> Cache = [];

    internal static bool HasRules(StructuralSchema schema) => RulesOf(schema).Any;

    internal static void Validate(StructuralSchema schema, JsonNode? value, OldValue old, string path, List<FieldError> errors) =>
        Visit(schema, value, old, ratchets: false, path, new RuleRunner(new CelBudget(CelBudget.PerObject), errors));

    internal static SchemaRules RulesOf(StructuralSchema schema) => Cache.GetValue(schema, SchemaRules.Compile);

    private static void Visit(StructuralSchema schema, JsonNode? value, OldValue old, bool ratchets, string path, RuleRunner runner)
    {
        var rules = RulesOf(schema);
        if (value is null || !rules.Any || runner.IsSpent)
            return;
        var unchanged = ratchets || old.Equals(value);
        foreach (var rule in rules.Own)
            runner.Run(schema, rule, value, old, unchanged, path);
        foreach (var nested in schema.AllOf)
            Visit(nested, value, old, unchanged, path, runner);
        if (value is JsonArray list && schema.Items is { } items)
        {
            for (var i = 0; i < list.Count; i++)
                Visit(items, list[i], old.Entry(schema, list[i]), unchanged, $"{path}[{i}]", runner);
        }
        else if (value is JsonObject map)
        {
            if (schema.AdditionalProperties is { } values)
                foreach (var (name, entry) in map)
                    Visit(values, entry, old.Field(schema, name), unchanged, FieldPath.Key(path, name), runner);
            foreach (var (name, property) in schema.Properties)
                if (map.TryGetPropertyValue(name, out var entry))
                    Visit(property, entry, old.Field(schema, name), unchanged, FieldPath.Child(path, name), runner);
        }
    }
}
