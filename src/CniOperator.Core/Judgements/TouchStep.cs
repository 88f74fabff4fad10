using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>Writes an object again without a change of meaning, so that who watches it looks again.</summary>
/// <param name="Key">The object.</param>
/// <param name="Mark">What <see cref="Api.ClusterNetworkApi.TouchedAnnotation"/> says afterwards.</param>
/// <param name="Why">Which effect stayed away, and where.</param>
public sealed record TouchStep(ObjectKey Key, string Mark, string Why) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key { get; } = Key;
}
