using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>A DaemonSet of another owner that an addon must know about, because it does the same work or is needed.</summary>
/// <param name="Id">What templates call it: <c>facts.lookups.kube_proxy</c>.</param>
/// <param name="Key">The DaemonSet.</param>
public sealed record AddonLookup(string Id, ObjectKey Key);
