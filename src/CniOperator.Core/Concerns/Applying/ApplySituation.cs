using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>What the policies of <c>Applied</c> look at.</summary>
/// <param name="Situation">What is, and what should be.</param>
/// <param name="State">How the two compare.</param>
internal sealed record ApplySituation(Situation Situation, ApplyState State)
{
    internal Facts Facts => Situation.Facts;

    internal DesiredState Desired => Situation.Desired;

    /// <summary>How many objects are desired.</summary>
    internal int Count { get; } = Situation.Desired.Objects.Count;
}
