using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;

namespace CniOperator.Commands;

/// <summary>What was read from a live cluster for an examination.</summary>
/// <param name="Facts">What rendering needs.</param>
/// <param name="Addresses">What the address plan is compared with.</param>
/// <param name="Former">The spec that was applied last; <c>null</c> when none was.</param>
internal sealed record LiveFacts(NetworkFacts Facts, ClusterAddresses Addresses, ClusterNetworkSpec? Former)
{
    /// <summary>No cluster was asked.</summary>
    public static LiveFacts None { get; } = new(NetworkFacts.None, ClusterAddresses.None, null);
}
