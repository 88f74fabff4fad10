using System.Buffers.Binary;
using System.Net;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Short words for networks in tests; read by .NET and not by the code under test.</summary>
internal static class Ip
{
    internal static IpAddress Address(string text)
    {
        var address = IPAddress.Parse(text);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new IpAddress(IpFamily.IPv4, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new IpAddress(IpFamily.IPv6, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    internal static IpNetwork Network(string cidr)
    {
        var network = IPNetwork.Parse(cidr);
        return new IpNetwork(Address(network.BaseAddress.ToString()), network.PrefixLength);
    }

    internal static IpNetwork[] Networks(params string[] cidrs) => [.. cidrs.Select(Network)];
}
