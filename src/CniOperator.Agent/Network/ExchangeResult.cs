using CniOperator.Health.Probes;

namespace CniOperator.Agent.Network;

/// <summary>What <see cref="ProbeExchange"/> gave.</summary>
/// <param name="Fault">Why there is no answer; <see cref="ProbeFault.None"/> if there is.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Microseconds">How long it took.</param>
public readonly record struct ExchangeResult(ProbeFault Fault, ReadOnlyMemory<byte> Answer, int Microseconds);
