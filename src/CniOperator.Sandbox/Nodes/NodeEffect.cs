namespace CniOperator.Sandbox.Nodes;

/// <summary>Annotations and conditions that a daemon sets on its node, under its own name.</summary>
internal sealed record NodeEffect(string Manager, IReadOnlyDictionary<string, string> Annotations, IReadOnlyList<NodeCondition> Conditions);
