namespace CniOperator.Core.Catalog;

/// <summary>How to know that a node's dataplane is up, apart from its pod.</summary>
/// <param name="ConditionReason">The reason of the Node's condition <c>NetworkUnavailable=False</c>.</param>
/// <param name="Files">Files that are there then.</param>
public sealed record NodeReadiness(string ConditionReason, IReadOnlyList<string> Files);
