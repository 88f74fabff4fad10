using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>What names one object of a kind.</summary>
/// <param name="Namespace">The namespace; <c>null</c> for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public sealed record ObjectName(string? Namespace, string Name)
{
    /// <summary>The name of an object.</summary>
    public static ObjectName Of(IKubernetesObject<V1ObjectMeta> obj) =>
        new(string.IsNullOrEmpty(obj.Metadata?.NamespaceProperty) ? null : obj.Metadata.NamespaceProperty, obj.Metadata?.Name ?? "");

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
