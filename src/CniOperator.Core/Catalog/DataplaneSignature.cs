namespace CniOperator.Core.Catalog;

/// <summary>How an install of a dataplane is recognised, also one of others. Any one kind of evidence is enough.</summary>
public sealed record DataplaneSignature
{
    /// <summary>DaemonSets as <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> DaemonSets { get; init; } = [];

    /// <summary>Sets of labels, each complete on the pods of a DaemonSet that uses the hosts' network.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> PodLabels { get; init; } = [];

    /// <summary>
    /// The last part of an image's path, or its last parts (<c>calico/node</c>), of a container of a DaemonSet that uses the hosts'
    /// network: whatever the registry, tag and digest.
    /// </summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>A second container must have one of these, for <see cref="Images"/> to tell anything; empty for none.</summary>
    public IReadOnlyList<string> WithImages { get; init; } = [];

    /// <summary>
    /// The container that writes the CNI file: a DaemonSet without it only enforces policies. <c>null</c> when that cannot be told so.
    /// </summary>
    public string? CniContainer { get; init; }

    /// <summary>CNI files that it writes, or wrote in earlier versions, the usual one first.</summary>
    public IReadOnlyList<string> CniFiles { get; init; } = [];

    /// <summary>Reasons that it gives to the Node condition <c>NetworkUnavailable</c>.</summary>
    public IReadOnlyList<string> ConditionReasons { get; init; } = [];

    /// <summary>How Nodes tell that it runs there without any pod; <c>null</c> when they do not.</summary>
    public NodeSignature? Nodes { get; init; }
}
