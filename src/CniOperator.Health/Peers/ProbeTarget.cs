using CniOperator.Health.Probes;

namespace CniOperator.Health.Peers;

/// <summary>Something that is not a peer's own address and is probed too: a Service, the cluster DNS, a port that a policy rules.</summary>
/// <param name="Kind">How it is probed, and by which of a node's agents.</param>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Node">The node that must answer; <see cref="NodeId.None"/> where any may.</param>
public readonly record struct ProbeTarget(ProbeKind Kind, PeerAddress Address, ushort Port, NodeId Node = default);
