namespace CniOperator.Health.Verdicts;

/// <summary>What is proven of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Proof">The result.</param>
/// <param name="Reason">One word for it, as in a condition.</param>
/// <param name="Message">For people: what was seen, and what to do.</param>
public sealed record AreaResult(HealthArea Area, Proof Proof, string Reason, string Message);
