namespace CniOperator.Core.Api;

/// <summary>One condition, shaped as <c>metav1.Condition</c>.</summary>
/// <param name="Type">Its type in CamelCase.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">A stable CamelCase word for machines.</param>
/// <param name="Message">What a person can act on.</param>
/// <param name="ObservedGeneration">The generation that the condition describes.</param>
/// <param name="LastTransitionTime">When <paramref name="Status"/> last changed; RFC 3339, whole seconds, UTC.</param>
public sealed record Condition(
    string Type,
    string Status,
    string Reason,
    string Message,
    long ObservedGeneration,
    DateTimeOffset LastTransitionTime
);
