namespace CniOperator.Core.Observation;

/// <summary>Something that is wrong with a node, as far as it matters to whether it was told.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Node">The node.</param>
public readonly record struct NodeFinding(string Rule, string Node);
