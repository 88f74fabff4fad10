using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Cel;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Runs single rules, within one budget, and words what they find.</summary>
internal sealed class RuleRunner(CelBudget budget, List<FieldError> errors)
{
    internal bool IsSpent => budget.IsSpent;

    internal void Run(StructuralSchema schema, CompiledRule rule, JsonNode value, OldValue old, bool unchanged, string path)
    {
        if (rule.Error is { } problem)
        {
            Refuse(schema, $"rule compile error: {problem}", path);
            return;
        }

        if ((rule.Rule!.UsesOldSelf && old.Node is null && !rule.Source.OptionalOldSelf) || budget.IsSpent)
            return;
        try
        {
            if (rule.Rule.Evaluate(value, old.Node, budget) || (unchanged && !rule.Rule.UsesOldSelf))
                return;
        }
        catch (CelEvaluationException e)
        {
            Refuse(schema, Explain(e, NameOf(rule)), path);
            return;
        }

        var detail = MessageOf(rule, value, old.Node) ?? rule.Source.Message?.Trim() ?? $"failed rule: {NameOf(rule)}";
        errors.Add(Failed(rule, value, detail, path));
    }

    private void Refuse(StructuralSchema schema, string detail, string path) =>
        errors.Add(new FieldError(path, FieldErrorType.Invalid, detail, GoText.Quote(schema.Type ?? "")));

    private static string NameOf(CompiledRule rule) => (rule.Source.Message ?? rule.Source.Rule).Trim();

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
    private string? MessageOf(CompiledRule rule, JsonNode value, JsonNode? old)
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
