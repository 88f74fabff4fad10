using CniOperator.Health.Collecting;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity.Observing;

/// <summary>All nodes and their agents, as of one moment. While nothing changes it is the same instance.</summary>
/// <param name="Nodes">For judging, by name.</param>
/// <param name="Desk">For peer lists, in the same order.</param>
/// <param name="Ring">Grows when nodes come or go, or move to another zone: the graph must be made again.</param>
/// <param name="CanaryLabels">The labels of a canary's pod as JSON; empty while there is none.</param>
internal sealed record DirectoryView(IReadOnlyList<NodeFacts> Nodes, IReadOnlyList<DeskNode> Desk, long Ring, string CanaryLabels)
{
    internal static DirectoryView Empty { get; } = new([], [], 0, "");
}
