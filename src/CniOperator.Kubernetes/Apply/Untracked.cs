using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>What has no owner: identity, what the server writes, and what an endpoint ignores.</summary>
internal static class Untracked
{
    private const string Status = "status";

    private static readonly string[] ServerOwned =
    [
        "managedFields",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "generation",
        "resourceVersion",
        "selfLink",
        "uid",
    ];

    private static readonly HashSet<string> MetadataFields =
    [
        "name",
        "namespace",
        "creationTimestamp",
        "selfLink",
        "uid",
        "clusterName",
        "generation",
        "managedFields",
        "resourceVersion",
    ];

    /// <summary>
    /// Takes out of a set what is never owned through an endpoint. Built-in kinds let their status endpoint change some metadata
    /// (the Deployment controller's revision annotation), so that stays.
    /// </summary>
    internal static FieldSet Filter(FieldSet set, string? subresource, bool statusIsSeparate)
    {
        var result = new FieldSet();
        foreach (var (step, entry) in set.Entries)
        {
            var isStatus = step == PathElement.Field(Status);
            if (subresource == Status ? step == PathElement.Field("spec") : isStatus && statusIsSeparate)
                continue;
            if (step == PathElement.Field("apiVersion") || step == PathElement.Field("kind"))
                continue;
            if (step == PathElement.Field("metadata"))
                result.Put(step, false, entry.Below.Where(s => !s.IsField || !MetadataFields.Contains(s.Name)));
            else
                result.Put(step, entry.IsMember, entry.Below);
        }

        return result;
    }

    /// <summary>The part of an applied configuration that its endpoint looks at.</summary>
    internal static JsonObject Effective(JsonObject applied, string? subresource, bool statusIsSeparate)
    {
        var result = (JsonObject)applied.DeepClone();
        if (result["metadata"] is JsonObject metadata)
            foreach (var field in subresource == Status ? metadata.Select(f => f.Key).Except(["name", "namespace"]).ToArray() : ServerOwned)
                metadata.Remove(field);
        if (subresource == Status)
            foreach (var field in result.Select(f => f.Key).Except(["apiVersion", "kind", "metadata", Status]).ToArray())
                result.Remove(field);
        else if (statusIsSeparate)
            result.Remove(Status);
        return result;
    }

    /// <summary>A custom resource's schema says nothing of metadata; the API server knows it all the same.</summary>
    internal static StructuralSchema WithMetadata(StructuralSchema schema)
    {
        if (schema.Properties.TryGetValue("metadata", out var metadata) && metadata.Properties.Count > 0)
            return schema;
        var properties = new Dictionary<string, StructuralSchema>(schema.Properties, StringComparer.Ordinal)
        {
            ["apiVersion"] = new() { Type = "string" },
            ["kind"] = new() { Type = "string" },
            ["metadata"] = BuiltInTypes.Get("ObjectMeta"),
        };
        return schema with { Type = "object", Properties = properties };
    }
}
