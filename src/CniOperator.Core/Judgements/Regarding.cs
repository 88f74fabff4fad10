using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>An object that an Event regards (<c>events.k8s.io/v1</c> <c>regarding</c>).</summary>
/// <param name="Key">The object.</param>
/// <param name="Uid">Its uid.</param>
public sealed record Regarding(ObjectKey Key, string Uid);
