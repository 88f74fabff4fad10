using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>A workload whose rollout is watched.</summary>
/// <param name="Key">The object.</param>
/// <param name="MainContainer">The container that <c>spec.placement.resources</c> is for; <c>null</c> for none.</param>
/// <param name="When">A Scriban expression; <c>null</c> when it is always there.</param>
/// <param name="FileAccounts">
/// ServiceAccounts of its namespace of which its pods write a token to their node when they start, for the CNI plugin.
/// </param>
public sealed record AddonWorkload(ObjectKey Key, string? MainContainer, string? When, IReadOnlyList<string> FileAccounts)
{
    /// <summary>Those accounts.</summary>
    public IEnumerable<ObjectKey> FileAccountKeys => FileAccounts.Select(a => new ObjectKey("v1", "ServiceAccount", Key.Namespace, a));
}
