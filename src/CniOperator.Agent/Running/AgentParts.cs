using CniOperator.Agent.Network;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Running;

/// <summary>What an agent stands on; all of it can be simulated.</summary>
/// <param name="Network">How it sends.</param>
/// <param name="Keys">The keys in force; read for each datagram, because keys are replaced while agents run.</param>
/// <param name="Ways">The operator's addresses in force, in their order, and a relay behind them.</param>
/// <param name="Nonces">Draws numbers that no one foresees.</param>
/// <param name="Time">The clock.</param>
/// <param name="Say">Takes a line for people.</param>
public sealed record AgentParts(
    IProbeNetwork Network,
    Func<WireKeys> Keys,
    Func<IReadOnlyList<ProbeEndpoint>> Ways,
    Func<ulong> Nonces,
    TimeProvider Time,
    Action<string> Say
)
{
    /// <summary>
    /// The MTU of its own interface in bytes: how large packets may be where the operator does not know, because the dataplane finds it out
    /// on each node; 0 when that is not known either.
    /// </summary>
    public Func<int> OwnMtu { get; init; } = () => 0;
}
