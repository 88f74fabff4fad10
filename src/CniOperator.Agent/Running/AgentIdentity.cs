using CniOperator.Agent.Rounds;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Running;

/// <summary>Who an agent is.</summary>
/// <param name="Role">Which of its node's agents.</param>
/// <param name="NodeName">The name of its node.</param>
/// <param name="Boot">Drawn for this process.</param>
/// <param name="Ports">Where agents listen.</param>
public sealed record AgentIdentity(AgentRole Role, string NodeName, ulong Boot, Ports Ports);
