using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Runtime.Client.Resources;
using k8s.Models;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>Kinds with a type of their own, as a controller may state them.</summary>
internal static class TypedKinds
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(ObjectMetadata.WithoutManagedFields),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static ResourceType<V1Node> Nodes { get; } = Of<V1Node>(KubernetesKinds.Nodes);

    public static ResourceType<V1Pod> Pods { get; } = Of<V1Pod>(KubernetesKinds.Pods);

    public static ResourceType<V1ConfigMap> ConfigMaps { get; } = Of<V1ConfigMap>(KubernetesKinds.ConfigMaps);

    private static ResourceType<T> Of<T>(ResourceKind kind)
        where T : class, k8s.IKubernetesObject<V1ObjectMeta> => new(kind, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
}
