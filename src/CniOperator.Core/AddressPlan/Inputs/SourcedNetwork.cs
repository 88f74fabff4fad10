using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A network and where it is stated, so that a finding can name both sides.</summary>
/// <param name="Network">The network.</param>
/// <param name="Source">
/// A field of the ClusterNetwork (<c>spec.podNetwork.avoid[0]</c>), an object (<c>ServiceCIDR kubernetes</c>) or a setting in one.
/// </param>
public sealed record SourcedNetwork(IpNetwork Network, Subject Source);
