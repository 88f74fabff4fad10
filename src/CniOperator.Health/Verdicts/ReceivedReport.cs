using CniOperator.Health.Reports;

namespace CniOperator.Health.Verdicts;

/// <summary>The newest report of an agent.</summary>
/// <param name="Report">The report.</param>
/// <param name="Came">When it came, by the operator's clock: the agents' own clocks are never read.</param>
public readonly record struct ReceivedReport(AgentReport Report, DateTimeOffset Came);
