using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>Says why a text with colons is not an IPv6 address that we take.</summary>
internal static class Ipv6Diagnosis
{
    internal static TextProblem Of(string text)
    {
        if (AddressText.TryReadIpv6(text, out var value) && AddressText.IsMapped(value))
            return new TextProblem(
                "is an IPv4-mapped address (RFC 4291, section 2.5.5.2), which some programs take for IPv4 and others for IPv6",
                new IpAddress(IpFamily.IPv4, value & uint.MaxValue).ToString()
            );
        if (text.FirstOrDefault(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.')) is var odd && odd != default)
            return new TextProblem($"has the character '{odd}', which is not a hexadecimal digit");
        if (text.Contains(":::", StringComparison.Ordinal))
            return new TextProblem("has three colons in a row; two stand for a run of zeros");
        if (text.IndexOf("::", StringComparison.Ordinal) != text.LastIndexOf("::", StringComparison.Ordinal))
            return new TextProblem("has :: twice, and it is not said how many zeros each stands for");
        if (text == ":" || (text.StartsWith(':') && !text.StartsWith("::", StringComparison.Ordinal)))
            return new TextProblem("begins with a single colon");
        if (text.EndsWith(':') && !text.EndsWith("::", StringComparison.Ordinal))
            return new TextProblem("ends with a single colon");
        return OfGroups(text);
    }

    private static TextProblem OfGroups(string text)
    {
        var groups = text.Split(':', StringSplitOptions.RemoveEmptyEntries);
        var dotted = Array.FindIndex(groups, g => g.Contains('.', StringComparison.Ordinal));
        if (dotted >= 0 && (dotted < groups.Length - 1 || text.EndsWith(':')))
            return new TextProblem("has an IPv4 address in it that is not at its end");
        if (dotted >= 0 && !AddressText.TryReadIpv4(groups[dotted], out _))
            return new TextProblem($"ends with {groups[dotted]}, which {Ipv4Diagnosis.Of(groups[dotted]).What}");
        if (groups.FirstOrDefault(g => g.Length > 4 && !g.Contains('.', StringComparison.Ordinal)) is { } large)
            return new TextProblem($"has the group {large}, and a group has four digits at most");
        var count = groups.Length + (dotted >= 0 ? 1 : 0);
        if (!text.Contains("::", StringComparison.Ordinal))
            return new TextProblem($"has {count} groups, and IPv6 has eight, or :: for a run of zeros");
        return new TextProblem($"has {count} groups besides ::, which stands for at least one");
    }
}
