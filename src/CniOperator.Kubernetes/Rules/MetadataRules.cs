using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of <c>metadata</c> (<c>k8s.io/apimachinery/pkg/api/validation/objectmeta.go</c>).</summary>
public static class MetadataRules
{
    private const int MaxAnnotations = 256 * 1024;

    private static readonly HashSet<string> StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    internal static void Run(string kind, JsonObject obj, Check check)
    {
        var metadata = obj.Map("metadata") ?? [];
        if (metadata.Text("name") is { Length: > 0 } name)
            check.Each("metadata.name", name, NameProblems(kind, name));
        else if (metadata.Text("generateName") is null or "")
            check.Required("metadata.name", "name or generateName is required");
        RunCommon(metadata, check, strictFinalizers: true);
    }

    /// <summary>The errors of a custom object's metadata, except those of its name; its finalizers need no domain.</summary>
    public static IReadOnlyList<FieldError> CheckCustom(JsonObject metadata)
    {
        var check = new Check();
        RunCommon(metadata, check, strictFinalizers: false);
        return check.Errors;
    }

    /// <summary>
    /// What may not change in an update. The API server asks this twice, by its general rules and by the kind's own, and lists each error
    /// twice.
    /// </summary>
    public static IReadOnlyList<FieldError> CheckUpdate(JsonObject obj, JsonObject old)
    {
        var errors = NewFinalizers(obj, old).ToList();
        return [.. errors, .. errors];
    }

    /// <summary>The error of a field of metadata that was stated otherwise than it is.</summary>
    public static FieldError Immutable(string field, string value) =>
        new($"metadata.{field}", FieldErrorType.Invalid, "field is immutable", GoText.Quote(value));

    private static IEnumerable<FieldError> NewFinalizers(JsonObject obj, JsonObject old)
    {
        if (!old.IsDeleting())
            yield break;
        var before = (old.List("metadata", "finalizers") ?? []).Select(f => f?.ToString()).ToHashSet();
        var added = (obj.List("metadata", "finalizers") ?? []).Select(f => f?.ToString()).Where(f => !before.Contains(f)).ToList();
        if (added.Count == 0)
            yield break;
        var list = string.Join(", ", added.Select(f => $"\"{f}\""));
        yield return new FieldError(
            "metadata.finalizers",
            FieldErrorType.Forbidden,
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}"
        );
    }

    private static void RunCommon(JsonObject metadata, Check check, bool strictFinalizers)
    {
        Labels(metadata.Map("labels"), "metadata.labels", check);
        Annotations(metadata.Map("annotations"), check);
        Finalizers(metadata["finalizers"] as JsonArray ?? [], check, strictFinalizers);
        Owners(metadata, check);
    }

    /// <summary>The keys and values of a map of labels.</summary>
    internal static void Labels(JsonObject? labels, string path, Check check)
    {
        foreach (var (key, _) in labels ?? [])
        {
            check.Each(path, key, NameRules.Qualified(key));
            if (labels!.Text(key) is { } value)
                check.Each(path, value, NameRules.LabelValue(value));
        }
    }

    private static IEnumerable<string> NameProblems(string kind, string name) =>
        kind switch
        {
            "Namespace" or "Service" => NameRules.Label(name),
            "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" => NameRules.PathSegment(name),
            // Their own rules are stricter, or (addresses) laxer.
            "IPAddress" or "CustomResourceDefinition" => [],
            _ => NameRules.Subdomain(name),
        };

    private static void Annotations(JsonObject? annotations, Check check)
    {
        var size = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            check.Each("metadata.annotations", key, NameRules.Qualified(key.ToLowerInvariant()));
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
        }

        if (size > MaxAnnotations)
            check.TooLong("metadata.annotations", $"may not be more than {MaxAnnotations} bytes");
    }

    private static void Finalizers(JsonArray finalizers, Check check, bool strict)
    {
        for (var i = 0; i < finalizers.Count; i++)
        {
            var name = finalizers[i]?.ToString() ?? "";
            var problems = NameRules.Qualified(name).ToList();
            check.Each("metadata.finalizers", name, problems);
            if (strict && problems.Count == 0 && !name.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(name))
                check.Invalid($"metadata.finalizers[{i}]", name, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    private static void Owners(JsonObject metadata, Check check)
    {
        var owners = metadata.Items("ownerReferences").ToList();
        for (var i = 0; i < owners.Count; i++)
            foreach (var field in new[] { "apiVersion", "kind", "name", "uid" })
                if (owners[i].Text(field) is { Length: 0 })
                    check.Invalid($"metadata.ownerReferences[{i}].{field}", "", "must not be empty");
        if (owners.Count(o => o.Flag("controller")) > 1)
        {
            check.Invalid(
                "metadata.ownerReferences",
                new JsonArray(owners.Select(o => (JsonNode?)o.DeepClone()).ToArray()),
                "Only one reference can have Controller set to true. Found \"true\" in references for several owners"
            );
        }
    }
}
