using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>Writes a node's condition <c>NetworkHealthy</c>.</summary>
/// <param name="Key">The node.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="State">What it is to say; <c>null</c> takes it back.</param>
public sealed record NodeConditionStep(ObjectKey Key, string Uid, NodeConditionState? State) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key { get; } = Key;

    /// <summary>Differs with all that it writes but the time.</summary>
    public string Hash => $"{Uid} {State?.Status} {State?.Reason}";
}
