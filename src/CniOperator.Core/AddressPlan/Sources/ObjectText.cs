using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>Addresses and networks out of objects of the cluster; what is none reads as nothing, for its owner is not the user.</summary>
internal static class ObjectText
{
    /// <summary>An address, or <c>null</c>.</summary>
    internal static IpAddress? Address(string? text) => AddressText.TryRead(text, out var address) ? address : null;

    /// <summary>A network, bits beyond its prefix dropped, or <c>null</c>.</summary>
    internal static IpNetwork? Network(string text) => CidrText.TryRead(text, out var network) ? network : null;

    /// <summary>The network of one address.</summary>
    internal static IpNetwork Host(IpAddress address) => new(address, address.Family.Width());

    /// <summary>The parts of a list as flags and kubeadm's fields write it: <c>10.244.0.0/16,fd00:10:244::/56</c>.</summary>
    internal static IReadOnlyList<string> List(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
