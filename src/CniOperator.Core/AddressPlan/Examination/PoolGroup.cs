using CniOperator.Core.AddressPlan.Inputs;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// Pools of one family that serve the same nodes, or some of the same: one space, out of which these nodes get their blocks.
/// </summary>
/// <param name="Pools">The pools, in their order.</param>
/// <param name="Nodes">How many nodes they serve.</param>
/// <param name="WantedPods">How many pods the kubelets of those nodes take together.</param>
internal sealed record PoolGroup(IReadOnlyList<AddonPool> Pools, int Nodes, long WantedPods);
