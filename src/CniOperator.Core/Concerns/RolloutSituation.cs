using CniOperator.Core.Judgements;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>What the condition about the dataplane follows from.</summary>
/// <param name="Situation">What is, and what should be.</param>
/// <param name="Rollout">How far its pods are.</param>
/// <param name="Unserved">Nodes that say that pods get no network although it runs there.</param>
/// <param name="Care">What does not work although it runs.</param>
internal sealed record RolloutSituation(Situation Situation, RolloutView Rollout, UnservedNodes Unserved, CareView Care);
