namespace CniOperator.Runtime.Client.Resources;

/// <summary>
/// The built-in kinds that operators commonly read, for requests and <see cref="Unstructured"/> objects. A typed form would bring every
/// type
/// below it into the executable.
/// </summary>
public static class KubernetesKinds
{
    /// <summary>Nodes.</summary>
    public static ResourceKind Nodes { get; } = new("", "v1", "Node", "nodes", false);

    /// <summary>Events, of the core group.</summary>
    public static ResourceKind Events { get; } = new("", "v1", "Event", "events", true);

    /// <summary>Pods.</summary>
    public static ResourceKind Pods { get; } = new("", "v1", "Pod", "pods", true);

    /// <summary>DaemonSets.</summary>
    public static ResourceKind DaemonSets { get; } = new("apps", "v1", "DaemonSet", "daemonsets", true);

    /// <summary>Deployments.</summary>
    public static ResourceKind Deployments { get; } = new("apps", "v1", "Deployment", "deployments", true);

    /// <summary>Secrets.</summary>
    public static ResourceKind Secrets { get; } = new("", "v1", "Secret", "secrets", true);

    /// <summary>ConfigMaps.</summary>
    public static ResourceKind ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    /// <summary>Services.</summary>
    public static ResourceKind Services { get; } = new("", "v1", "Service", "services", true);

    /// <summary>EndpointSlices.</summary>
    public static ResourceKind EndpointSlices { get; } = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

    /// <summary>Namespaces.</summary>
    public static ResourceKind Namespaces { get; } = new("", "v1", "Namespace", "namespaces", false);

    /// <summary>Leases.</summary>
    public static ResourceKind Leases { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);
}
