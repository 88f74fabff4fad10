namespace CniOperator.Core.Judgements;

/// <summary>What a node's condition says.</summary>
/// <param name="Status"><c>True</c> or <c>False</c>.</param>
/// <param name="Reason">A stable CamelCase word.</param>
/// <param name="Message">What a person can act on.</param>
/// <param name="Since">When it turned so.</param>
public sealed record NodeConditionState(string Status, string Reason, string Message, DateTimeOffset Since);
