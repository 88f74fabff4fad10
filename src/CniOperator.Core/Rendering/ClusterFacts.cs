using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>What was observed of the cluster itself, and rendering depends on; empty without a cluster.</summary>
public sealed record ClusterFacts
{
    /// <summary>No cluster was asked.</summary>
    public static ClusterFacts None { get; } = new();

    /// <summary>The Services' networks.</summary>
    public IReadOnlyList<string> ServiceCidrs { get; init; } = [];

    /// <summary>The least MTU of the nodes' links in bytes; <c>null</c> when unknown.</summary>
    public int? LinkMtu { get; init; }

    /// <summary>The cluster's version as <c>1.36</c>; <c>null</c> when unknown.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>How many nodes there are; <c>null</c> when unknown.</summary>
    public int? NodeCount { get; init; }

    /// <summary>Whether the DaemonSets of <see cref="Catalog.Addon.Lookups"/> run; one that could not be looked up is not in it.</summary>
    public IReadOnlyDictionary<ObjectKey, bool> RunningDaemons { get; init; } = new Dictionary<ObjectKey, bool>();

    /// <summary>
    /// Names of the Secrets that exist in the operator's namespace, of those asked for; makes the message of a missing key exact.
    /// </summary>
    public IReadOnlySet<string>? ExistingSecrets { get; init; }
}
