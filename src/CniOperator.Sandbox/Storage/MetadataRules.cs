using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Sandbox.Storage;

/// <summary>Validates <c>metadata</c> (apimachinery <c>ValidateObjectMeta</c> and <c>ValidateObjectMetaUpdate</c>).</summary>
internal static class MetadataRules
{
    internal static List<FieldError> Check(KindStrategy rules, JsonObject obj, JsonObject? old)
    {
        var errors = new List<FieldError>();
        var name = obj.Name();
        if (old is null && name.Length == 0)
            errors.Add(new FieldError("metadata.name", FieldErrorType.Required, "name or generateName is required"));
        else if (old is null && rules.NameProblem(name) is { } problem)
            errors.Add(Invalid("metadata.name", name, problem));
        return errors;
    }

    /// <summary>What may not change. The API server asks this twice, by its general rules and by the kind's own, and lists each error twice.</summary>
    internal static List<FieldError> CheckUpdate(JsonObject obj, JsonObject old)
    {
        var errors = new List<FieldError>();
        CheckFinalizers(obj, old, errors);
        return [.. errors, .. errors];
    }

    /// <summary>A field of metadata that was stated otherwise than it is.</summary>
    internal static FieldError Immutable(string field, string value) =>
        new($"metadata.{field}", FieldErrorType.Invalid, "field is immutable", $"\"{value}\"");

    private static void CheckFinalizers(JsonObject obj, JsonObject old, List<FieldError> errors)
    {
        if (!old.IsDeleting())
            return;
        var before = (old.ListAt("metadata", "finalizers") ?? []).Select(f => f?.ToString()).ToHashSet();
        var added = (obj.ListAt("metadata", "finalizers") ?? []).Select(f => f?.ToString()).Where(f => !before.Contains(f)).ToList();
        if (added.Count == 0)
            return;
        var list = string.Join(", ", added.Select(f => $"\"{f}\""));
        errors.Add(
            new FieldError(
                "metadata.finalizers",
                FieldErrorType.Forbidden,
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}"
            )
        );
    }

    private static FieldError Invalid(string path, string value, string detail) =>
        new(path, FieldErrorType.Invalid, detail, $"\"{value}\"");
}
