using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Core.Schemas;

namespace CniOperator.Sandbox.Storage;

/// <summary>Validates <c>metadata</c> (apimachinery <c>ValidateObjectMeta</c> and <c>ValidateObjectMetaUpdate</c>).</summary>
internal static partial class MetadataRules
{
    private const string LabelValueMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string QualifiedNameMessage =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    internal static List<FieldError> Check(KindStrategy rules, JsonObject obj, JsonObject? old)
    {
        var errors = new List<FieldError>();
        var name = obj.Name();
        if (old is null && name.Length == 0) errors.Add(new FieldError("metadata.name", FieldErrorType.Required, "name or generateName is required"));
        else if (old is null && rules.NameProblem(name) is { } problem) errors.Add(Invalid("metadata.name", name, problem));
        CheckLabels(obj, errors);
        CheckFinalizers(obj, old, errors);
        CheckOwners(obj, errors);
        return errors;
    }

    private static void CheckLabels(JsonObject obj, List<FieldError> errors)
    {
        foreach (var (key, value) in obj.MapAt("metadata", "labels") ?? [])
        {
            CheckKey("metadata.labels", key, errors);
            var text = value?.ToString() ?? "";
            if (text.Length > 63) errors.Add(Invalid("metadata.labels", text, "must be no more than 63 characters"));
            if (!LabelValue().IsMatch(text)) errors.Add(Invalid("metadata.labels", text, LabelValueMessage));
        }

        foreach (var (key, _) in obj.MapAt("metadata", "annotations") ?? []) CheckKey("metadata.annotations", key.ToLowerInvariant(), errors);
    }

    private static void CheckKey(string path, string key, List<FieldError> errors)
    {
        var name = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (name.Length > 63) errors.Add(Invalid(path, key, "name part must be no more than 63 characters"));
        if (name.Length == 0) errors.Add(Invalid(path, key, "name part must be non-empty"));
        if (!QualifiedName().IsMatch(name)) errors.Add(Invalid(path, key, QualifiedNameMessage));
    }

    private static void CheckFinalizers(JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        if (old is null || !old.IsDeleting()) return;
        var before = (old.ListAt("metadata", "finalizers") ?? []).Select(f => f?.ToString()).ToHashSet();
        var added = (obj.ListAt("metadata", "finalizers") ?? []).Select(f => f?.ToString()).Where(f => !before.Contains(f)).ToList();
        if (added.Count == 0) return;
        var list = string.Join(", ", added.Select(f => $"\"{f}\""));
        errors.Add(new FieldError(
            "metadata.finalizers",
            FieldErrorType.Forbidden,
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}"));
    }

    private static void CheckOwners(JsonObject obj, List<FieldError> errors)
    {
        var owners = obj.ListAt("metadata", "ownerReferences") ?? [];
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var field in new[] { "apiVersion", "kind", "name", "uid" })
                if (owners[i].TextAt(field) is null or "") errors.Add(Invalid($"metadata.ownerReferences[{i}].{field}", "", $"{field} must not be empty"));
        }

        if (owners.Count(o => o.FlagAt("controller")) > 1)
            errors.Add(new FieldError("metadata.ownerReferences", FieldErrorType.Invalid, "Only one reference can have Controller set to true.", owners.ToJsonString()));
    }

    private static FieldError Invalid(string path, string value, string detail) => new(path, FieldErrorType.Invalid, detail, $"\"{value}\"");

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelValue();

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$", RegexOptions.ExplicitCapture)]
    private static partial Regex QualifiedName();
}
