using CniOperator.Health.Peers;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>An agent's pod that runs in the embedded cluster.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="Place">Which agent, on which node.</param>
/// <param name="Own">Its addresses.</param>
/// <param name="Host">Its node's addresses.</param>
/// <param name="ProbePeriod">How often its kubelet asks whether it is ready.</param>
internal sealed record WirePod(string Uid, WirePlace Place, AddressPair Own, AddressPair Host, TimeSpan ProbePeriod);
