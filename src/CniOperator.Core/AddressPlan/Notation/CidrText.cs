using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>
/// Reads networks in CIDR notation (RFC 4632, RFC 4291) as strictly as Go's <c>netip.ParsePrefix</c>, which Kubernetes validates new
/// objects by (KEP-4858): four decimal parts without zeros in front, no spaces, zones, signs or short forms. IPv4-mapped networks are
/// refused too: some programs take them for IPv4. Never throws; costs no allocation unless there is a problem to explain.
/// </summary>
public static class CidrText
{
    /// <summary>Reads a text.</summary>
    public static ParsedCidr Read(string? text) =>
        TryRead(text, out var network, out var address)
            ? new ParsedCidr(network, address, null)
            : new ParsedCidr(default, default, CidrDiagnosis.Of(text ?? ""));

    /// <summary>Reads a text; bits beyond the prefix are allowed and dropped.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out IpNetwork network) => TryRead(text, out network, out _);

    private static bool TryRead(ReadOnlySpan<char> text, out IpNetwork network, out IpAddress address)
    {
        network = default;
        address = default;
        var slash = text.LastIndexOf('/');
        if (
            slash < 0
            || !AddressText.TryRead(text[..slash], out address)
            || !TryReadLength(text[(slash + 1)..], address.Family.Width(), out var length)
        )
            return false;
        network = new IpNetwork(address, length);
        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<char> text, int width, out int length)
    {
        length = 0;
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            length = length * 10 + (c - '0');
        }

        return length <= width;
    }
}
