namespace CniOperator.Kubernetes.Schemas;

/// <summary>How a list merges under server-side apply: <c>x-kubernetes-list-type</c> (KEP-555).</summary>
public enum ListType
{
    /// <summary>One value, replaced as a whole.</summary>
    Atomic,

    /// <summary>Scalars that occur once each.</summary>
    Set,

    /// <summary>Objects that key fields identify.</summary>
    Map,
}
