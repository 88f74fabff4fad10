using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CniOperator.Core.Schemas;

namespace CniOperator.Core.Validation;

/// <summary>A network in CIDR notation as the user wrote it (RFC 4632, RFC 4291), which may have bits set beyond its prefix.</summary>
internal sealed record Cidr(IPAddress Address, int PrefixLength)
{
    internal bool IsIpv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    internal string Family => IsIpv6 ? "IPv6" : "IPv4";

    internal bool HasHostBits => !Network.Equals(Address);

    /// <summary>The address with the host bits cleared.</summary>
    internal IPAddress Network
    {
        get
        {
            var bytes = Address.GetAddressBytes();
            for (var bit = PrefixLength; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            return new IPAddress(bytes);
        }
    }

    internal static Cidr? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Formats.Matches("cidr", text)
            ? new Cidr(Formats.Address(text[..slash])!, int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture))
            : null;
    }
}
