using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>
/// The built-in kinds that operators commonly read. Typed objects come without <c>metadata.managedFields</c>, which is skipped while
/// reading: whoever needs it watches <see cref="Unstructured"/> objects.
/// </summary>
public static class KubernetesResources
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = RuntimeJsonContext.Default.WithAddedModifier(ObjectMetadata.WithoutManagedFields),

        // The context's own options do not reach this copy.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Nodes.</summary>
    public static ResourceType<V1Node> Nodes { get; } = new(KubernetesKinds.Nodes, Info<V1Node>());

    /// <summary>Pods.</summary>
    public static ResourceType<V1Pod> Pods { get; } = new(KubernetesKinds.Pods, Info<V1Pod>());

    /// <summary>DaemonSets.</summary>
    public static ResourceType<V1DaemonSet> DaemonSets { get; } = new(KubernetesKinds.DaemonSets, Info<V1DaemonSet>());

    /// <summary>Deployments.</summary>
    public static ResourceType<V1Deployment> Deployments { get; } = new(KubernetesKinds.Deployments, Info<V1Deployment>());

    /// <summary>Secrets.</summary>
    public static ResourceType<V1Secret> Secrets { get; } = new(KubernetesKinds.Secrets, Info<V1Secret>());

    /// <summary>ConfigMaps.</summary>
    public static ResourceType<V1ConfigMap> ConfigMaps { get; } = new(KubernetesKinds.ConfigMaps, Info<V1ConfigMap>());

    /// <summary>Services.</summary>
    public static ResourceType<V1Service> Services { get; } = new(KubernetesKinds.Services, Info<V1Service>());

    /// <summary>Namespaces.</summary>
    public static ResourceType<V1Namespace> Namespaces { get; } = new(KubernetesKinds.Namespaces, Info<V1Namespace>());

    /// <summary>Leases.</summary>
    public static ResourceType<V1Lease> Leases { get; } = new(KubernetesKinds.Leases, Info<V1Lease>());

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
