using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>A kind, and the namespace, in which a ClusterNetwork has objects: one watch.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; <c>null</c> for cluster-scoped kinds.</param>
public sealed record InventoryKind(string ApiVersion, string Kind, string? Namespace)
{
    /// <summary>The kind of an object.</summary>
    public static InventoryKind Of(ObjectKey key) => new(key.ApiVersion, key.Kind, key.Namespace);

    /// <summary>Reads what <see cref="ToString"/> wrote; <c>null</c> for anything else.</summary>
    public static InventoryKind? Parse(string text)
    {
        var at = text.LastIndexOf(" in ", StringComparison.Ordinal);
        var kind = at < 0 ? text : text[..at];
        var slash = kind.LastIndexOf('/');
        return slash <= 0 || slash == kind.Length - 1
            ? null
            : new InventoryKind(kind[..slash], kind[(slash + 1)..], at < 0 ? null : text[(at + 4)..]);
    }

    /// <summary><c>apps/v1/DaemonSet in kube-flannel</c>.</summary>
    public override string ToString() => $"{ApiVersion}/{Kind}{(Namespace is null ? "" : " in " + Namespace)}";
}
