namespace CniOperator.Health.Verdicts;

/// <summary>How one node is.</summary>
/// <param name="Node">Its uid.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">The state.</param>
/// <param name="Notes">Why it raises no alarm, if it does not.</param>
/// <param name="Reason">Why it is in this state, in a few words.</param>
public readonly record struct NodeHealth(NodeId Node, string Name, NodeState State, NodeNotes Notes, string Reason);
