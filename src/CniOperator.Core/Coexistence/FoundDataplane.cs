using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Coexistence;

/// <summary>A dataplane that was recognised in the cluster: this operator's, or another.</summary>
/// <param name="Dataplane">Which one.</param>
/// <param name="Workload">The DaemonSet that runs it; <c>null</c> when it runs outside of pods.</param>
/// <param name="Evidence">What it was recognised by, for people.</param>
public sealed record FoundDataplane(KnownDataplane Dataplane, ObjectKey? Workload, string Evidence)
{
    /// <summary>The ClusterNetwork that it was applied for; <c>null</c> when the operator did not apply it.</summary>
    public string? Network { get; init; }

    /// <summary>The addon that it was applied for; <c>null</c> when the operator did not apply it.</summary>
    public string? Addon { get; init; }

    /// <summary>When its DaemonSet was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The only node where it runs outside of pods; <c>null</c> when there are several, or none.</summary>
    public string? Node { get; init; }
}
