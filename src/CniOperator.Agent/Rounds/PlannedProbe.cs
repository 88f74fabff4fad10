using CniOperator.Agent.Network;
using CniOperator.Health;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>A probe of a round.</summary>
/// <param name="Key">The edge that its result is of.</param>
/// <param name="Endpoint">Where it goes.</param>
/// <param name="Node">The node that must answer, or none.</param>
/// <param name="Role">The agent that must answer; the default value where any may.</param>
/// <param name="Offset">When, from the round's start.</param>
public readonly record struct PlannedProbe(EdgeKey Key, ProbeEndpoint Endpoint, NodeId Node, AgentRole Role, TimeSpan Offset = default);
