using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>
/// Reads addresses as strictly as Go's <c>netip.ParseAddr</c>, without zones and IPv4-mapped addresses; see <see cref="CidrText"/>.
/// </summary>
public static class AddressText
{
    /// <summary>Reads a text.</summary>
    public static ParsedAddress Read(string? text) =>
        TryRead(text, out var address) ? new ParsedAddress(address, null) : new ParsedAddress(default, AddressDiagnosis.Of(text ?? ""));

    /// <summary>Reads a text; false says no more than that it is not an address.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':'))
        {
            var readable = TryReadIpv6(text, out var value);
            address = new IpAddress(IpFamily.IPv6, value);
            return readable && !IsMapped(value);
        }

        var isIpv4 = TryReadIpv4(text, out var number);
        address = new IpAddress(IpFamily.IPv4, number);
        return isIpv4;
    }

    /// <summary>IPv4 in IPv6's clothes: <c>::ffff:0:0/96</c> (RFC 4291, section 2.5.5.2).</summary>
    internal static bool IsMapped(UInt128 value) => value >> 32 == 0xffff;

    /// <summary>Four decimal numbers up to 255 without zeros in front.</summary>
    internal static bool TryReadIpv4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        var part = 0;
        var digits = 0;
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3)
                    return false;
                value = (value << 8) | (uint)part;
                (part, digits) = (0, 0);
                continue;
            }

            if (!char.IsAsciiDigit(c) || (digits > 0 && part == 0))
                return false;
            part = part * 10 + (c - '0');
            digits++;
            if (part > 255)
                return false;
        }

        value = (value << 8) | (uint)part;
        return dots == 3 && digits > 0;
    }

    /// <summary>
    /// Eight groups of one to four hexadecimal digits, of which one run may be <c>::</c>; the last two may be an IPv4 address.
    /// </summary>
    internal static bool TryReadIpv6(ReadOnlySpan<char> text, out UInt128 value)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
            return TryReadGroups(text, isEnd: true, out value, out var all) && all == 8;
        value = 0;
        if (
            !TryReadGroups(text[..gap], isEnd: false, out var before, out var front)
            || !TryReadGroups(text[(gap + 2)..], isEnd: true, out var after, out var back)
        )
            return false;
        // A gap of no group is none: Go refuses it too.
        if (front + back > 7)
            return false;
        value = front == 0 ? after : after | (before << (16 * (8 - front)));
        return true;
    }

    // Groups with a colon between them, or nothing; an IPv4 address only at the end of the whole text.
    private static bool TryReadGroups(ReadOnlySpan<char> text, bool isEnd, out UInt128 value, out int groups)
    {
        (value, groups) = (0, 0);
        if (text.IsEmpty)
            return true;
        while (true)
        {
            var end = text.IndexOf(':');
            var group = end < 0 ? text : text[..end];
            if (isEnd && end < 0 && group.Contains('.'))
            {
                if (groups > 6 || !TryReadIpv4(group, out var ipv4))
                    return false;
                value = (value << 32) | ipv4;
                groups += 2;
                return true;
            }

            if (groups == 8 || !TryReadGroup(group, out var bits))
                return false;
            value = (value << 16) | bits;
            groups++;
            if (end < 0)
                return true;
            text = text[(end + 1)..];
        }
    }

    private static bool TryReadGroup(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        if (text.Length is 0 or > 4)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
            bits = (bits << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        return true;
    }
}
