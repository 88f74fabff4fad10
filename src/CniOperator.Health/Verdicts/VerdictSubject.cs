namespace CniOperator.Health.Verdicts;

/// <summary>What a verdict is about.</summary>
/// <param name="Name">For people: <c>cluster</c>, <c>zone a - zone b</c>, <c>node-5</c>, <c>node-5 - node-7</c>.</param>
/// <param name="Node">The node, or the first of the two.</param>
/// <param name="Other">The second node of a link.</param>
public readonly record struct VerdictSubject(string Name, NodeId Node, NodeId Other);
