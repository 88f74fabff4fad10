using System.Text.Json.Nodes;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>The objects that state a cluster's addresses, nodes aside; what cannot be read is left out, and the plan says less.</summary>
public sealed record ClusterObjects
{
    /// <summary>The namespace and name of the API server's Service.</summary>
    public static (string Namespace, string Name) ApiService => ("default", "kubernetes");

    /// <summary>The label selector of that Service's EndpointSlices, in its namespace.</summary>
    public static string SliceSelector => "kubernetes.io/service-name=kubernetes";

    /// <summary>ServiceCIDRs of <c>networking.k8s.io/v1</c>.</summary>
    public IReadOnlyList<JsonObject> ServiceCidrs { get; init; } = [];

    /// <summary>Pods of the control plane, those of <see cref="ControlPlaneReader.PodSelector"/>.</summary>
    public IReadOnlyList<JsonObject> ControlPlanePods { get; init; } = [];

    /// <summary>ConfigMap <c>kube-system/kubeadm-config</c>.</summary>
    public JsonObject? KubeadmConfig { get; init; }

    /// <summary>Service <c>default/kubernetes</c>.</summary>
    public JsonObject? ApiServerService { get; init; }

    /// <summary>The EndpointSlices of that Service.</summary>
    public IReadOnlyList<JsonObject> ApiServerSlices { get; init; } = [];
}
