namespace CniOperator.Core.Judgements;

/// <summary>One reason for a condition to be what it is.</summary>
/// <param name="Name">What the policy looks at, for people who read the list.</param>
/// <param name="Judge">The condition when the policy applies; <c>null</c> when the next one is to be asked.</param>
internal sealed record ConditionPolicy<T>(string Name, Func<T, ConditionState?> Judge);
