using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A block that was taken out of a pool.</summary>
/// <param name="Network">Its network.</param>
/// <param name="Node">The node that it belongs to; empty when it is none's.</param>
public sealed record TakenBlock(IpNetwork Network, string Node);
