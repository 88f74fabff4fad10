using CniOperator.Health.Peers;

namespace CniOperator.Health.Collecting;

/// <summary>A pod of the cluster DNS.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">The port where it answers UDP.</param>
public readonly record struct DnsPod(PeerAddress Address, ushort Port);
