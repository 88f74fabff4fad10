namespace CniOperator.Core.AddressPlan;

/// <summary>What came of reading a text as an address.</summary>
/// <param name="Address">The address; meaningless with a <paramref name="Problem"/>.</param>
/// <param name="Problem">Why it is no address; <c>null</c> when it is one.</param>
public readonly record struct AddressReading(IpAddress Address, TextProblem? Problem);
