using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Kubernetes.Rules;

/// <summary>What the API server refuses in a CustomResourceDefinition (apiextensions <c>ValidateCustomResourceDefinition</c>).</summary>
public static class DefinitionRules
{
    /// <summary>The errors of a definition; empty when it may be stored.</summary>
    /// <param name="definition">The definition, defaulted.</param>
    /// <param name="old">The stored definition on an update; <c>null</c> on a create.</param>
    public static IReadOnlyList<FieldError> Check(JsonObject definition, JsonObject? old)
    {
        var errors = new List<FieldError>();
        var spec = definition.Map("spec");
        CheckName(definition, spec, errors);
        Require(spec, "group", "spec.group", errors);
        if (spec.Text("group") is { Length: > 0 } group && !group.Contains('.', StringComparison.Ordinal))
            errors.Add(new FieldError("spec.group", FieldErrorType.Invalid, "should be a domain with at least one dot", $"\"{group}\""));
        Require(spec, "scope", "spec.scope", errors);
        if (spec.Text("scope") is { Length: > 0 } scope and not ("Cluster" or "Namespaced"))
            errors.Add(
                new FieldError("spec.scope", FieldErrorType.NotSupported, "supported values: \"Cluster\", \"Namespaced\"", $"\"{scope}\"")
            );
        CheckVersions(spec, errors);
        foreach (var field in new[] { "plural", "singular", "kind", "listKind" })
            Require(spec.Map("names"), field, $"spec.names.{field}", errors);
        if (old is null)
            return errors;
        CheckUnchanged(definition, old, "group", errors);
        CheckUnchanged(definition, old, "scope", errors);
        return errors;
    }

    private static void CheckName(JsonObject definition, JsonObject? spec, List<FieldError> errors)
    {
        var wanted = $"{spec.Text("names", "plural")}.{spec.Text("group")}";
        if (definition.Name() != wanted)
            errors.Add(
                new FieldError(
                    "metadata.name",
                    FieldErrorType.Invalid,
                    "must be spec.names.plural+\".\"+spec.group",
                    $"\"{definition.Name()}\""
                )
            );
    }

    private static void CheckVersions(JsonObject? spec, List<FieldError> errors)
    {
        var versions = (spec.List("versions") ?? []).OfType<JsonObject>().ToList();
        if (versions.Count(v => v.Flag("storage")) != 1)
            errors.Add(
                new FieldError("spec.versions", FieldErrorType.Invalid, "must have exactly one version marked as storage version", "null")
            );
        // Schemas that are the same in all versions are reported at the place where v1beta1 had the one schema; upstream still does that.
        var schemas = versions.Select(v => v.Map("schema", "openAPIV3Schema")).ToList();
        var same = schemas.TrueForAll(s => JsonNode.DeepEquals(s, schemas[0]));
        for (var i = 0; i < versions.Count; i++)
        {
            Require(versions[i], "name", $"spec.versions[{i}].name", errors);
            if (schemas[i] is not { } schema)
                errors.Add(new FieldError($"spec.versions[{i}].schema.openAPIV3Schema", FieldErrorType.Required, ""));
            else if (!same || i == 0)
                CheckSchema(schema, same ? "spec.validation.openAPIV3Schema" : $"spec.versions[{i}].schema.openAPIV3Schema", errors);
        }
    }

    private static void CheckSchema(JsonObject schema, string path, List<FieldError> errors)
    {
        try
        {
            errors.AddRange(SchemaChecker.Check(StructuralSchema.Parse(schema), path));
        }
        catch (SchemaException e)
        {
            errors.Add(new FieldError(e.Path.Length == 0 ? path : $"{path}.{e.Path}", FieldErrorType.Invalid, e.Message));
        }
    }

    private static void CheckUnchanged(JsonObject definition, JsonObject old, string field, List<FieldError> errors)
    {
        if (definition.Text("spec", field) != old.Text("spec", field))
            errors.Add(
                new FieldError($"spec.{field}", FieldErrorType.Invalid, "field is immutable", $"\"{definition.Text("spec", field)}\"")
            );
    }

    private static void Require(JsonObject? owner, string field, string path, List<FieldError> errors)
    {
        if (owner.Text(field) is null or "")
            errors.Add(new FieldError(path, FieldErrorType.Required, ""));
    }
}
