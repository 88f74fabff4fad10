using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace CniOperator.Runtime.Client;

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
