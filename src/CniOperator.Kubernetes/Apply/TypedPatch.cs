using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// Whether an applied configuration fits its schema well enough to say which fields it sets; worded as the API server words it.
/// </summary>
internal static class TypedPatch
{
    /// <exception cref="InvalidApplyException">It does not fit.</exception>
    internal static void ThrowIfUnfit(StructuralSchema schema, JsonObject applied)
    {
        var problems = new List<string>();
        Visit(schema, applied, "", problems);
        if (problems.Count > 0)
            throw new InvalidApplyException(SubjectOf(applied), problems);
    }

    private static string SubjectOf(JsonObject applied)
    {
        var metadata = applied["metadata"] as JsonObject;
        var name = metadata?["namespace"] is { } ns ? $"{ns}/{metadata["name"]}" : $"/{metadata?["name"]}";
        // The core group has no name, but its slash is printed.
        var version = $"{applied["apiVersion"]}";
        return $"{name}; {(version.Contains('/', StringComparison.Ordinal) ? version : "/" + version)}, Kind={applied["kind"]}";
    }

    private static void Visit(StructuralSchema? schema, JsonNode? value, string path, List<string> problems)
    {
        if (schema is null || value is null)
            return;
        if (TypeProblem(schema, value) is { } problem)
        {
            problems.Add($"{path}: {problem}");
            return;
        }

        if (value is JsonObject map)
            VisitFields(schema, map, path, problems);
        else if (value is JsonArray list)
            VisitEntries(schema, list, path, problems);
    }

    private static void VisitFields(StructuralSchema schema, JsonObject map, string path, List<string> problems)
    {
        foreach (var (name, node) in map.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (Shapes.TryField(schema, name, out var field))
                Visit(field, node, $"{path}.{name}", problems);
            else
                problems.Add($"{path}.{name}: field not declared in schema");
        }
    }

    private static void VisitEntries(StructuralSchema schema, JsonArray list, string path, List<string> problems)
    {
        var isAtomic = schema.ListType == ListType.Atomic;
        var seen = new HashSet<PathElement>();
        for (var i = 0; i < list.Count; i++)
        {
            if (!isAtomic && ListEntries.ProblemOf(schema, list[i]) is { } problem)
            {
                problems.Add($"{path}: element {i}: {problem}");
                continue;
            }

            var step = isAtomic ? PathElement.Index(i) : ListEntries.StepOf(schema, list[i], i);
            if (!seen.Add(step))
                problems.Add($"{path}: duplicate entries for key {step}");
            Visit(schema.Items, list[i], path + step, problems);
        }
    }

    private static string? TypeProblem(StructuralSchema schema, JsonNode value)
    {
        var kind = value.GetValueKind();
        if (schema.IntOrString || schema.Type is null)
            return schema.IntOrString && kind is not (JsonValueKind.Number or JsonValueKind.String) ? Unfit("scalar", value) : null;
        return schema.Type switch
        {
            "string" when kind != JsonValueKind.String => Unfit("string", value),
            "integer" or "number" when kind != JsonValueKind.Number => $"expected numeric (int or float), got {GoText.TypeOf(value)}",
            "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False) => $"expected boolean, got &{{{GoText.Plain(value)}}}",
            "object" when kind != JsonValueKind.Object => $"expected map, got &{{{GoText.Plain(value)}}}",
            "array" when kind != JsonValueKind.Array => $"expected list, got &{{{GoText.Plain(value)}}}",
            _ => null,
        };
    }

    private static string Unfit(string wanted, JsonNode value) =>
        $"expected {wanted}, got &value.valueUnstructured{{Value:{GoText.Literal(value)}}}";
}
