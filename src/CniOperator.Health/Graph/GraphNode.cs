namespace CniOperator.Health.Graph;

/// <summary>A node, as far as it matters for who probes whom.</summary>
/// <param name="Id">The node's uid.</param>
/// <param name="Zone">Its label <c>topology.kubernetes.io/zone</c>; empty without one.</param>
public readonly record struct GraphNode(NodeId Id, string Zone);
