using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Model;

/// <summary>What is proven of a clause.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Proof">The result.</param>
/// <param name="Evidence">What it rests on, in numbers.</param>
public sealed record ClauseResult(NetworkClause Clause, Proof Proof, string Evidence);
