using System.Text;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.BuiltIns;

/// <summary>The rules of <c>metadata</c> (<c>k8s.io/apimachinery/pkg/api/validation/objectmeta.go</c>).</summary>
internal static class MetadataRules
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

    /// <summary>What is asked of built-in and custom objects alike; custom ones may have finalizers without a domain.</summary>
    internal static void RunCommon(JsonObject metadata, Check check, bool strictFinalizers)
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
            check.Each(path, key, Names.Qualified(key));
            if (labels!.Text(key) is { } value)
                check.Each(path, value, Names.LabelValue(value));
        }
    }

    private static IEnumerable<string> NameProblems(string kind, string name) =>
        kind switch
        {
            "Namespace" or "Service" => Names.Label(name),
            "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" => Names.PathSegment(name),
            // Their own rules are stricter, or (addresses) laxer.
            "IPAddress" or "CustomResourceDefinition" => [],
            _ => Names.Subdomain(name),
        };

    private static void Annotations(JsonObject? annotations, Check check)
    {
        var size = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            check.Each("metadata.annotations", key, Names.Qualified(key.ToLowerInvariant()));
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
            var problems = Names.Qualified(name).ToList();
            check.Each("metadata.finalizers", name, problems);
            if (strict && problems.Count == 0 && !name.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(name))
                check.Invalid($"metadata.finalizers[{i}]", name, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    private static void Owners(JsonObject metadata, Check check)
    {
        var owners = metadata.Maps("ownerReferences").ToList();
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
