namespace CniOperator.Kubernetes.Objects;

/// <summary>What identifies one object of a cluster: its group-version, kind, namespace and name.</summary>
/// <param name="ApiVersion">Group and version as an object states them: <c>v1</c>, <c>apps/v1</c>.</param>
/// <param name="Kind">The kind in CamelCase: <c>DaemonSet</c>.</param>
/// <param name="Namespace">The namespace; <c>null</c> for cluster-scoped objects.</param>
/// <param name="Name">The object's name.</param>
public sealed record ObjectKey(string ApiVersion, string Kind, string? Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>The API group; empty for the core group.</summary>
    public string Group =>
        ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The version without its group.</summary>
    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Orders by group-version, kind, namespace and name, ordinally.</summary>
    public int CompareTo(ObjectKey? other) =>
        other is null
            ? 1
            : string.CompareOrdinal(
                $"{ApiVersion}|{Kind}|{Namespace}|{Name}",
                $"{other.ApiVersion}|{other.Kind}|{other.Namespace}|{other.Name}"
            );

    /// <summary>As kubectl prints it: <c>DaemonSet kube-system/kube-proxy</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
