using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan;

/// <summary>What an examination of the address plan gives.</summary>
/// <param name="Findings">What is wrong or worth knowing, in stable order; nothing is acknowledged yet.</param>
/// <param name="Capacity">How far the plan carries; <c>null</c> when the pod network is unreadable.</param>
public sealed record PlanReport(IReadOnlyList<Finding> Findings, PlanCapacity? Capacity)
{
    /// <summary>How many nodes are how far; <c>null</c> when the nodes are not known.</summary>
    public PlanNodeStates? Nodes { get; init; }
}
