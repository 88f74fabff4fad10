using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Judgements;

/// <summary>What every concern judges: what is, and what should be.</summary>
/// <param name="Facts">What was observed.</param>
/// <param name="Desired">What the spec asks for.</param>
internal sealed record Situation(Facts Facts, DesiredState Desired);
