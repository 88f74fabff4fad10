using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Cel;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Runs the CEL rules of a schema over a value (KEP-2876), within the API server's budget for one object.</summary>
internal static class RuleValidator
{
    private static readonly ConditionalWeakTable<StructuralSchema, SchemaRules> Cache = [];

    internal static bool HasRules(StructuralSchema schema) => RulesOf(schema).Any;

    internal static void Validate(StructuralSchema schema, JsonNode? value, OldValue old, string path, List<FieldError> errors) =>
        Visit(schema, value, old, ratchets: false, path, new CelBudget(CelBudget.PerObject), errors);

    internal static SchemaRules RulesOf(StructuralSchema schema) => Cache.GetValue(schema, SchemaRules.Compile);

    private static void Visit(
        StructuralSchema schema,
        JsonNode? value,
        OldValue old,
        bool ratchets,
        string path,
        CelBudget budget,
        List<FieldError> errors
    )
    {
        var rules = RulesOf(schema);
        if (value is null || !rules.Any || budget.IsSpent)
            return;
        var unchanged = ratchets || old.Equals(value);
        foreach (var rule in rules.Own)
            RunRule(schema, rule, value, old, unchanged, path, budget, errors);
        foreach (var nested in schema.AllOf)
            Visit(nested, value, old, unchanged, path, budget, errors);
        if (value is JsonArray list && schema.Items is { } items)
        {
            for (var i = 0; i < list.Count; i++)
                Visit(items, list[i], old.Entry(schema, list[i]), unchanged, $"{path}[{i}]", budget, errors);
        }
        else if (value is JsonObject map)
        {
            if (schema.AdditionalProperties is { } values)
                foreach (var (name, entry) in map)
                    Visit(values, entry, old.Field(schema, name), unchanged, FieldPath.Key(path, name), budget, errors);
            foreach (var (name, property) in schema.Properties)
                if (map.TryGetPropertyValue(name, out var entry))
                    Visit(property, entry, old.Field(schema, name), unchanged, FieldPath.Child(path, name), budget, errors);
        }
    }

    private static void RunRule(
        StructuralSchema schema,
        CompiledRule rule,
        JsonNode value,
        OldValue old,
        bool unchanged,
        string path,
        CelBudget budget,
        List<FieldError> errors
    )
    {
        var shownType = GoText.Quote(schema.Type ?? "");
        var name = (rule.Source.Message ?? rule.Source.Rule).Trim();
        if (rule.Error is { } compileError)
        {
            errors.Add(new FieldError(path, FieldErrorType.Invalid, $"rule compile error: {compileError}", shownType));
            return;
        }

        var noOld = !old.Known || old.Node is null;
        if (rule.Rule!.UsesOldSelf && noOld && !rule.Source.OptionalOldSelf)
            return;
        if (budget.IsSpent)
            return;
        try
        {
            if (rule.Rule.Evaluate(value, old.Node, budget))
                return;
        }
        catch (CelEvaluationException e)
        {
            errors.Add(new FieldError(path, FieldErrorType.Invalid, Explain(e, name), shownType));
            return;
        }

        if (unchanged && !rule.Rule.UsesOldSelf)
            return;
        errors.Add(
            Failed(rule, value, MessageOf(rule, value, old.Node, budget) ?? rule.Source.Message?.Trim() ?? $"failed rule: {name}", path)
        );
    }

    private static string Explain(CelEvaluationException e, string rule) =>
        e switch
        {
            { IsBudget: true } => "validation failed due to running out of cost budget, no further validation rules will be run",
            { IsOverload: true } =>
                $"'{e.Message}': call arguments did not match a supported operator, function or macro signature for rule: {rule}",
            _ => $"{e.Message} evaluating rule: {rule}",
        };

    private static FieldError Failed(CompiledRule rule, JsonNode value, string detail, string path)
    {
        var at =
            path
            + (
                rule.Source.FieldPath is { } below
                    ? path.Length == 0
                        ? below.TrimStart('.')
                        : below
                    : ""
            );
        var shown = value is JsonObject or JsonArray ? null : GoText.BadValue(value);
        return rule.Source.Reason switch
        {
            "FieldValueForbidden" => new FieldError(at, FieldErrorType.Forbidden, detail),
            "FieldValueRequired" => new FieldError(at, FieldErrorType.Required, detail),
            "FieldValueDuplicate" => new FieldError(at, FieldErrorType.Duplicate, "", shown),
            _ => new FieldError(at, FieldErrorType.Invalid, detail, shown),
        };
    }

    /// <summary>A message expression that fails, is empty or has line breaks gives way to the plain message, as upstream.</summary>
    private static string? MessageOf(CompiledRule rule, JsonNode value, JsonNode? old, CelBudget budget)
    {
        if (rule.MessageExpression is null)
            return null;
        try
        {
            var text = rule.MessageExpression.EvaluateText(value, old, budget).Trim();
            return text.Length is 0 or > 5 * 1024 || text.Contains('\n', StringComparison.Ordinal) ? null : text;
        }
        catch (CelEvaluationException)
        {
            return null;
        }
    }
}
