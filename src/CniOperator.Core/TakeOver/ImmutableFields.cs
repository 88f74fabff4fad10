using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>Fields of Kubernetes' own kinds that no update may change.</summary>
internal static class ImmutableFields
{
    /// <summary>Those that are rendered with another value than <paramref name="live"/> has.</summary>
    internal static IEnumerable<(string Field, JsonNode? Live, JsonNode Rendered)> Changed(Manifest rendered, JsonObject live)
    {
        foreach (var path in Of(rendered.Key))
        {
            var asked = rendered.Json.At(path);
            if (asked is not null && !JsonNode.DeepEquals(asked, live.At(path)))
                yield return (string.Join('.', path), live.At(path), asked);
        }
    }

    /// <summary>
    /// True when an object of this kind can be deleted and created again without a loss: its pods outlive it, or nothing but its fields is
    /// in it. A custom resource is more than its fields to the one who reads it.
    /// </summary>
    internal static bool CanBeRecreated(ObjectKey key) =>
        key
            is { Group: "apps", Kind: "DaemonSet" or "Deployment" or "StatefulSet" }
                or { Group: "rbac.authorization.k8s.io", Kind: "RoleBinding" or "ClusterRoleBinding" }
                or { Group: "", Kind: "Service" or "ConfigMap" or "Secret" }
                or { Group: "storage.k8s.io" or "scheduling.k8s.io" or "policy" };

    private static string[][] Of(ObjectKey key) =>
        key switch
        {
            { Group: "apps" } =>
            [
                ["spec", "selector"],
            ],
            { Kind: "RoleBinding" or "ClusterRoleBinding" } =>
            [
                ["roleRef"],
            ],
            { Group: "", Kind: "Service" } =>
            [
                ["spec", "clusterIP"],
            ],
            { Kind: "PriorityClass" } =>
            [
                ["value"],
            ],
            { Kind: "StorageClass" } =>
            [
                ["provisioner"],
                ["parameters"],
                ["reclaimPolicy"],
                ["volumeBindingMode"],
            ],
            _ => [],
        };
}
