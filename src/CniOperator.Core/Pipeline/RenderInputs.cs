using CniOperator.Core.Rendering;

namespace CniOperator.Core.Pipeline;

/// <summary>Tells whether two requests must render to the same objects.</summary>
internal static class RenderInputs
{
    internal static bool Same(RenderRequest one, RenderRequest other) =>
        one.NetworkName == other.NetworkName
        && ReferenceEquals(one.Spec, other.Spec)
        && ReferenceEquals(one.Former, other.Former)
        && one.PlaceholdersForMissingSecrets == other.PlaceholdersForMissingSecrets
        && Same(one.Secrets, other.Secrets)
        && Same(one.Facts, other.Facts);

    private static bool Same(ClusterFacts one, ClusterFacts other) =>
        ReferenceEquals(one, other)
        || (
            one.KubernetesVersion == other.KubernetesVersion
            && one.LinkMtu == other.LinkMtu
            && one.NodeCount == other.NodeCount
            && one.ServiceCidrs.SequenceEqual(other.ServiceCidrs, StringComparer.Ordinal)
            && Same(one.RunningDaemons, other.RunningDaemons)
            && Same(one.ExistingSecrets, other.ExistingSecrets)
        );

    private static bool Same(IReadOnlySet<string>? one, IReadOnlySet<string>? other) =>
        one is null || other is null ? one is null && other is null : one.SetEquals(other);

    private static bool Same<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> one, IReadOnlyDictionary<TKey, TValue> other)
        where TKey : notnull =>
        one.Count == other.Count
        && one.All(e => other.TryGetValue(e.Key, out var value) && EqualityComparer<TValue>.Default.Equals(e.Value, value));
}
