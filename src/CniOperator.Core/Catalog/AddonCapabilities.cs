namespace CniOperator.Core.Catalog;

/// <summary>What an addon can do.</summary>
/// <param name="NetworkPolicy">A Scriban expression: true when NetworkPolicies are enforced.</param>
/// <param name="Encryption">A Scriban expression: true when traffic between nodes is encrypted.</param>
/// <param name="DualStack">Whether it can carry both IP families.</param>
/// <param name="Ipv6Only">Whether it can carry IPv6 alone.</param>
/// <param name="PodSubnets"><c>node</c>: from <c>node.spec.podCIDRs</c>; <c>own</c>: from its own address management.</param>
public sealed record AddonCapabilities(string NetworkPolicy, string Encryption, bool DualStack, bool Ipv6Only, string PodSubnets);
