using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>A workload whose rollout is watched.</summary>
/// <param name="Key">The object.</param>
/// <param name="MainContainer">The container that <c>spec.placement.resources</c> is for; <c>null</c> for none.</param>
/// <param name="When">A Scriban expression; <c>null</c> when it is always there.</param>
public sealed record AddonWorkload(ObjectKey Key, string? MainContainer, string? When);
