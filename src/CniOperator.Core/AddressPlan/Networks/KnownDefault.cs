namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>A network that a well-known program takes unless it is told another.</summary>
/// <param name="Network">The network.</param>
/// <param name="Whose">Which program takes it, and for what: <c>kubeadm's Services</c>.</param>
public sealed record KnownDefault(IpNetwork Network, string Whose);
