using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Takes the addon's block out of the spec, fills in defaults and checks it against the addon's schema.</summary>
internal static class ParameterStage
{
    internal static JsonObject Run(ClusterNetworkSpec spec, Addon addon, FindingList findings)
    {
        var parameters = (JsonObject)(BlockOf(spec, addon)?.DeepClone() ?? new JsonObject());
        foreach (var unknown in SchemaPruner.Prune(addon.Parameters, parameters, isResourceRoot: false))
            findings.Add(
                RenderRules.Parameter,
                new FieldSubject($"{addon.ParametersPath}.{unknown}"),
                $"{addon.DisplayName} has no such parameter.",
                FixOfUnknown(addon.Parameters, unknown)
            );
        SchemaDefaulter.Apply(addon.Parameters, parameters);
        foreach (var error in SchemaValidator.Validate(addon.Parameters, parameters, path: addon.ParametersPath))
            findings.Add(
                RenderRules.Parameter,
                new FieldSubject(error.Path),
                $"{error.Body}.",
                Describe(addon.Parameters, error.Path[Math.Min(error.Path.Length, addon.ParametersPath.Length + 1)..])
            );
        return parameters;
    }

    /// <summary>The addon's block as the user wrote it.</summary>
    internal static JsonObject? BlockOf(ClusterNetworkSpec spec, Addon addon) =>
        addon.SpecBlock switch
        {
            "flannel" => spec.Flannel,
            "calico" => spec.Calico,
            "weave" => spec.Weave,
            "canal" => spec.Canal,
            _ => spec.Parameters,
        };

    /// <summary>The value at a dotted path; <c>null</c> when any part is absent.</summary>
    internal static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
            node = (node as JsonObject)?[part];
        return node;
    }

    private static string FixOfUnknown(StructuralSchema schema, string path)
    {
        var dot = path.LastIndexOf('.');
        var known = (dot < 0 ? schema : SchemaAt(schema, path[..dot]) ?? schema).Properties.Keys.ToList();
        return Suggestion.For(path[(dot + 1)..], known) is { } meant ? $"Did you mean {meant}?"
            : known.Count == 0 ? "Remove it."
            : $"Remove it, or correct its name; known: {string.Join(", ", known)}.";
    }

    private static string Describe(StructuralSchema schema, string path) =>
        SchemaAt(schema, path)?.Description is { } description ? $"Correct it. What it means: {description}" : "Correct it.";

    private static StructuralSchema? SchemaAt(StructuralSchema schema, string path)
    {
        var at = schema;
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            if (!at.Properties.TryGetValue(name, out var next))
                return at.AdditionalProperties;
            at = part.Contains('[', StringComparison.Ordinal) ? next.Items ?? next : next;
        }

        return at;
    }
}
