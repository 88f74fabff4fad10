using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>The result of reading a text as an address.</summary>
/// <param name="Address">The address; meaningless with a <paramref name="Problem"/>.</param>
/// <param name="Problem">Why it is not an address; <c>null</c> when it is one.</param>
public readonly record struct ParsedAddress(IpAddress Address, TextProblem? Problem);
