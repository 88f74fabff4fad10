using CniOperator.Health.Probes;

namespace CniOperator.Agent.Network;

/// <summary>What waiting for a datagram gave.</summary>
/// <param name="Length">The datagram's bytes; 0 if there is none.</param>
/// <param name="Fault">Why there is none.</param>
public readonly record struct Arrival(int Length, ProbeFault Fault);
