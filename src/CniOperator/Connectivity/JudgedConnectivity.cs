using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity;

/// <summary>One judgement. A new one is a new object.</summary>
/// <param name="Network">The ClusterNetwork's name.</param>
/// <param name="Facts">What it rests on.</param>
/// <param name="Judgement">What it says.</param>
internal sealed record JudgedConnectivity(string Network, HealthFacts Facts, HealthJudgement Judgement);
