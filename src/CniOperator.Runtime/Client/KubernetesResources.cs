using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace CniOperator.Runtime.Client;

/// <summary>
/// The built-in kinds that operators commonly read. Typed objects come without <c>metadata.managedFields</c>, which is skipped while
/// reading: whoever needs it watches <see cref="Unstructured"/> objects.
/// </summary>
public static class KubernetesResources
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = RuntimeJsonContext.Default.WithAddedModifier(WithoutManagedFields),

        // The context's own options do not reach this copy.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Nodes.</summary>
    public static ResourceType<V1Node> Nodes { get; } = new(new ResourceKind("", "v1", "Node", "nodes", false), Info<V1Node>());

    /// <summary>Pods.</summary>
    public static ResourceType<V1Pod> Pods { get; } = new(new ResourceKind("", "v1", "Pod", "pods", true), Info<V1Pod>());

    /// <summary>DaemonSets.</summary>
    public static ResourceType<V1DaemonSet> DaemonSets { get; } =
        new(new ResourceKind("apps", "v1", "DaemonSet", "daemonsets", true), Info<V1DaemonSet>());

    /// <summary>Deployments.</summary>
    public static ResourceType<V1Deployment> Deployments { get; } =
        new(new ResourceKind("apps", "v1", "Deployment", "deployments", true), Info<V1Deployment>());

    /// <summary>Secrets.</summary>
    public static ResourceType<V1Secret> Secrets { get; } = new(new ResourceKind("", "v1", "Secret", "secrets", true), Info<V1Secret>());

    /// <summary>ConfigMaps.</summary>
    public static ResourceType<V1ConfigMap> ConfigMaps { get; } =
        new(new ResourceKind("", "v1", "ConfigMap", "configmaps", true), Info<V1ConfigMap>());

    /// <summary>Services.</summary>
    public static ResourceType<V1Service> Services { get; } = new(new ResourceKind("", "v1", "Service", "services", true), Info<V1Service>());

    /// <summary>Namespaces.</summary>
    public static ResourceType<V1Namespace> Namespaces { get; } =
        new(new ResourceKind("", "v1", "Namespace", "namespaces", false), Info<V1Namespace>());

    /// <summary>Leases.</summary>
    public static ResourceType<V1Lease> Leases { get; } =
        new(new ResourceKind("coordination.k8s.io", "v1", "Lease", "leases", true), Info<V1Lease>());

    /// <summary>The JSON metadata of <c>metadata</c>, without managedFields; for the contexts of further kinds.</summary>
    public static JsonTypeInfo<V1ObjectMeta> ObjectMeta => Info<V1ObjectMeta>();

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static void WithoutManagedFields(JsonTypeInfo info)
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
