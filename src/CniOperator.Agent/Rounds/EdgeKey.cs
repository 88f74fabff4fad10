using CniOperator.Health;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>What an edge is known by.</summary>
/// <param name="Kind">The probe.</param>
/// <param name="Target">The node that is probed, or none.</param>
/// <param name="Family">The family of the addresses.</param>
public readonly record struct EdgeKey(ProbeKind Kind, NodeId Target, AddressFamily Family);
