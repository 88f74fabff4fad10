using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// The few objects, besides nodes and ServiceCIDRs, that state a cluster's addresses: where they are and how much of them is kept. None of
/// them is needed: of what is absent or forbidden the address plan says nothing.
/// </summary>
internal static class AddressSources
{
    /// <summary>The API server and kube-controller-manager, where they are static pods.</summary>
    internal static (ResourceType<Unstructured> Type, ListScope Scope) ControlPlanePods { get; } =
        (
            Unstructured.Of(KubernetesKinds.Pods, KeptFields.Of(ControlPlaneReader.PodFields)),
            new ListScope(ControlPlaneReader.Namespace, ControlPlaneReader.PodSelector)
        );

    /// <summary>kubeadm's ConfigMap.</summary>
    internal static (ResourceType<Unstructured> Type, ListScope Scope) KubeadmConfig { get; } =
        (
            Unstructured.Of(KubernetesKinds.ConfigMaps, KeptFields.Of("data.ClusterConfiguration")),
            Named(ControlPlaneReader.Namespace, ControlPlaneReader.KubeadmConfig)
        );

    /// <summary>The API server's Service.</summary>
    internal static (ResourceType<Unstructured> Type, ListScope Scope) ApiServerService { get; } =
        (
            Unstructured.Of(KubernetesKinds.Services, KeptFields.Of("spec.clusterIPs")),
            Named(ClusterObjects.ApiService.Namespace, ClusterObjects.ApiService.Name)
        );

    /// <summary>Where the API server listens.</summary>
    internal static (ResourceType<Unstructured> Type, ListScope Scope) ApiServerSlices { get; } =
        (
            Unstructured.Of(KubernetesKinds.EndpointSlices, KeptFields.Of("endpoints.addresses")),
            new ListScope(ClusterObjects.ApiService.Namespace, ClusterObjects.SliceSelector)
        );

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<(ResourceType<Unstructured> Type, ListScope Scope)> All { get; } =
    [ControlPlanePods, KubeadmConfig, ApiServerService, ApiServerSlices];

    /// <summary>True when one changed in what is kept of it; a pod's status, or a renewed annotation, is not.</summary>
    internal static bool Matters(Unstructured before, Unstructured after) => !JsonNode.DeepEquals(Content(before), Content(after));

    private static JsonObject Content(Unstructured item)
    {
        var content = (JsonObject)item.Json.DeepClone();
        content.Remove("metadata");
        return content;
    }

    private static ListScope Named(string ns, string name) => new(ns, null, $"metadata.name={name}");
}
