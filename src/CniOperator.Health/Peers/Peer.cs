namespace CniOperator.Health.Peers;

/// <summary>A node that is probed.</summary>
/// <param name="Node">Its id.</param>
/// <param name="Canary">Where its canary listens.</param>
/// <param name="Host">Where its prober listens: the node's own addresses.</param>
public readonly record struct Peer(NodeId Node, AddressPair Canary, AddressPair Host);
