using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Rollout;

namespace CniOperator.Controllers;

/// <summary>
/// The nodes as of one moment, as decisions take them. While no node changes in what they read, both parts are the same instances.
/// </summary>
/// <param name="Views">For the rollout.</param>
/// <param name="Plan">For the address plan.</param>
/// <param name="LookAgainAt">When a node that the plan still waits for is waited for no longer; <c>null</c> when there is none.</param>
internal sealed record ObservedNodes(IReadOnlyList<NodeView> Views, NodeIndex Plan, DateTimeOffset? LookAgainAt)
{
    internal static ObservedNodes None { get; } = new([], NodeIndex.Empty, null);
}
