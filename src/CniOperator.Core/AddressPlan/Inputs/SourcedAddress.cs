using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>An address and where it is stated.</summary>
/// <param name="Address">The address.</param>
/// <param name="Source">Whose it is: <c>the API server (Endpoints of Service default/kubernetes)</c>.</param>
public sealed record SourcedAddress(IpAddress Address, string Source);
