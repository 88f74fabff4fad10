using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.Coexistence;

/// <summary>The cluster's pods must be looked through once, for those of the network before this one.</summary>
/// <param name="Since">Since when this network is in the cluster.</param>
/// <param name="Networks">The networks of which its pods have addresses.</param>
public sealed record PodLook(DateTimeOffset Since, IReadOnlyList<IpNetwork> Networks);
