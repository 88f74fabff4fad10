using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>Deletes one object.</summary>
/// <param name="Key">The object.</param>
/// <param name="Uid">Its uid: a namesake that came later stays.</param>
/// <param name="Cause">Why.</param>
public sealed record DeleteStep(ObjectKey Key, string Uid, DeleteCause Cause) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key { get; } = Key;
}
