using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Tells a deleted object from one that only lost the labels by which it is watched: both are missing in the cache, but the second one is
/// older than our share in it.
/// </summary>
internal static class LostLabels
{
    private const string Path = "metadata.labels";

    /// <summary>What was missing in an object that was recreated; <c>null</c> when it was the object itself.</summary>
    /// <param name="result">What the server made of the apply.</param>
    internal static Difference? In(JsonObject result)
    {
        var entries = ManagedFields.Of(result).Entries.Where(f => f.Subresource is null).ToList();
        var applied = entries.FirstOrDefault(f => f.IsApplyOf(ClusterNetworkApi.FieldManager));
        if (applied is null || result.Time("metadata", "creationTimestamp") >= applied.ChangedAt)
            return null;
        var writer = entries.Where(f => f.Manager != ClusterNetworkApi.FieldManager).MaxBy(f => f.Time);
        return new Difference(Path, DifferenceKind.Missing, writer?.Manager);
    }
}
