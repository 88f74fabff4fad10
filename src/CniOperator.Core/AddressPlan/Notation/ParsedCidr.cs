using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>The result of reading a text as a network.</summary>
/// <param name="Network">The network, without bits beyond its prefix; meaningless with a <paramref name="Problem"/>.</param>
/// <param name="Address">The address that was written before the slash.</param>
/// <param name="Problem">Why it is not a network; <c>null</c> when it is one.</param>
public readonly record struct ParsedCidr(IpNetwork Network, IpAddress Address, TextProblem? Problem)
{
    /// <summary>It could be read.</summary>
    public bool IsNetwork => Problem is null;

    /// <summary>Bits beyond the prefix are set: it is an address in a network, and programs disagree on what it means.</summary>
    public bool HasHostBits => IsNetwork && Address != Network.First;
}
