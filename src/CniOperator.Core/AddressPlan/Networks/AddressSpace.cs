namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>A part of the address space with a meaning of its own.</summary>
/// <param name="Network">The part.</param>
/// <param name="Name">What it is for, as part of a sentence: <c>loopback</c>.</param>
/// <param name="Use">What pods and Services can do with it.</param>
/// <param name="Source">The document that says so.</param>
public sealed record AddressSpace(IpNetwork Network, string Name, SpaceUse Use, string Source);
