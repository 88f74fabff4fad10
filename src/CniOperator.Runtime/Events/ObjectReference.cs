using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Events;

/// <summary>Names one object in one version, as core/v1's ObjectReference. Empty: unknown.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; <c>null</c> for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
/// <param name="Uid">The uid.</param>
/// <param name="ResourceVersion">The version that the Event is about.</param>
internal sealed record ObjectReference(string ApiVersion, string Kind, string? Namespace, string Name, string Uid, string ResourceVersion)
{
    /// <summary>Identifies the object, whatever version it has.</summary>
    public string Key => $"{ApiVersion}|{Kind}|{Namespace}|{Name}|{Uid}";

    public static ObjectReference To(IKubernetesObject<V1ObjectMeta> entity) =>
        new(
            entity.ApiVersion ?? "",
            entity.Kind ?? "",
            ObjectName.Of(entity).Namespace,
            entity.Metadata?.Name ?? "",
            entity.Metadata?.Uid ?? "",
            entity.Metadata?.ResourceVersion ?? ""
        );
}
