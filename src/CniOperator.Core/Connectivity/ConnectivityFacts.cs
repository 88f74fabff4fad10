using CniOperator.Health.Model;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity;

/// <summary>
/// What the agents' reports mean, as of one moment. It is replaced when something of it changes that people must know, so that a decision
/// that is made for another reason writes nothing.
/// </summary>
/// <param name="Judgement">The verdicts, and what is proven.</param>
/// <param name="Model">The clauses of the Kubernetes network model.</param>
/// <param name="JudgedAt">When it was judged.</param>
public sealed record ConnectivityFacts(HealthJudgement Judgement, IReadOnlyList<ClauseResult> Model, DateTimeOffset JudgedAt)
{
    /// <summary>When this process began to take reports of this network.</summary>
    public required DateTimeOffset Since { get; init; }
}
