namespace CniOperator.Core.Catalog;

/// <summary>Bytes that encapsulation adds to a packet.</summary>
/// <param name="Ipv4">Between nodes that talk IPv4.</param>
/// <param name="Ipv6">Between nodes that talk IPv6.</param>
/// <param name="Extra">More bytes under a condition.</param>
public sealed record EncapsulationOverhead(int Ipv4, int Ipv6, IReadOnlyList<ExtraOverhead> Extra);
