using CniOperator.Health.Reports;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Where a datagram begins or ends.</summary>
/// <param name="Node">The node's name; empty for the operator, which is on none.</param>
/// <param name="Role">The agent; 0 for another pod, such as one of the cluster DNS.</param>
internal readonly record struct WirePlace(string Node, AgentRole Role)
{
    /// <summary>The operator.</summary>
    internal static WirePlace Operator => new("", default);

    /// <summary>It is in the host's network, and not in that of the pods.</summary>
    internal bool IsHost => Role == AgentRole.Prober || Node.Length == 0;

    internal bool IsCanary => Role == AgentRole.Canary;
}
