namespace CniOperator.Kubernetes.Schemas;

/// <summary>How an object merges under server-side apply: <c>x-kubernetes-map-type</c>.</summary>
public enum MapType
{
    /// <summary>Field by field.</summary>
    Granular,

    /// <summary>One value, replaced as a whole.</summary>
    Atomic,
}
