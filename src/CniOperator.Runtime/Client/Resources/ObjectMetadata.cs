using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Kubernetes.Objects;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>How <c>metadata</c> is read and written: without <c>managedFields</c>, which is skipped while reading.</summary>
public static class ObjectMetadata
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = MetadataJsonContext.Default.WithAddedModifier(WithoutManagedFields),

        // The context's own options do not reach this copy.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Its JSON metadata, also for the contexts of further kinds.</summary>
    public static JsonTypeInfo<V1ObjectMeta> TypeInfo { get; } = (JsonTypeInfo<V1ObjectMeta>)Options.GetTypeInfo(typeof(V1ObjectMeta));

    /// <summary>The typed form of metadata that was read as JSON already; shares its texts.</summary>
    internal static V1ObjectMeta Of(JsonObject? metadata) =>
        new()
        {
            Name = metadata.Text("name"),
            GenerateName = metadata.Text("generateName"),
            NamespaceProperty = metadata.Text("namespace"),
            Uid = metadata.Text("uid"),
            ResourceVersion = metadata.Text("resourceVersion"),
            Generation = Number(metadata, "generation"),
            CreationTimestamp = metadata.Time("creationTimestamp")?.UtcDateTime,
            DeletionTimestamp = metadata.Time("deletionTimestamp")?.UtcDateTime,
            DeletionGracePeriodSeconds = Number(metadata, "deletionGracePeriodSeconds"),
            Finalizers = metadata?["finalizers"] is JsonArray finalizers ? [.. finalizers.Select(f => f?.ToString() ?? "")] : null,
            Labels = Map(metadata, "labels"),
            Annotations = Map(metadata, "annotations"),
            OwnerReferences = metadata?["ownerReferences"] is JsonArray owners ? [.. owners.OfType<JsonObject>().Select(Owner)] : null,
        };

    private static V1OwnerReference Owner(JsonObject owner) =>
        new()
        {
            ApiVersion = owner.Text("apiVersion"),
            Kind = owner.Text("kind"),
            Name = owner.Text("name"),
            Uid = owner.Text("uid"),
            Controller = Flag(owner, "controller"),
            BlockOwnerDeletion = Flag(owner, "blockOwnerDeletion"),
        };

    private static Dictionary<string, string>? Map(JsonObject? metadata, string field) =>
        metadata?[field] is JsonObject map ? map.ToDictionary(e => e.Key, e => e.Value?.ToString() ?? "", StringComparer.Ordinal) : null;

    private static long? Number(JsonObject? metadata, string field) =>
        long.TryParse(metadata?[field]?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool? Flag(JsonObject owner, string field) => owner[field] is JsonValue v && v.TryGetValue(out bool yes) ? yes : null;

    internal static void WithoutManagedFields(JsonTypeInfo info)
    {
        if (info.Type != typeof(V1ObjectMeta))
            return;
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].Name == "managedFields")
                info.Properties.RemoveAt(i);
        }
    }
}
