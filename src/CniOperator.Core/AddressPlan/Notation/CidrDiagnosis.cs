using System.Globalization;
using System.Numerics;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>Says why a text is not a network; only asked about texts that are none.</summary>
internal static class CidrDiagnosis
{
    internal static TextProblem Of(string text)
    {
        if (Netmask(text) is { } masked)
            return masked;
        if (CharacterDiagnosis.Of(text, Readable) is { } odd)
            return odd;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return WithoutSlash(text);
        if (slash != text.LastIndexOf('/'))
            return new TextProblem("has more than one slash");
        if (slash == 0)
            return new TextProblem("has no address before the slash");
        var (address, length) = (text[..slash], text[(slash + 1)..]);
        return AddressText.TryRead(address, out var read) ? OfLength(address, length, read.Family) : OfAddress(address, length);
    }

    private static TextProblem WithoutSlash(string text)
    {
        if (AddressText.TryRead(text, out _))
            return new TextProblem("is an address; a slash and a prefix length are missing");
        if (text.Contains('\\', StringComparison.Ordinal))
            return new TextProblem("has a backslash", Readable(text.Replace('\\', '/')));
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0 && AddressText.TryRead(text.AsSpan(0, dash), out _))
            return new TextProblem("is a range; a network is an address and a prefix length");
        return new TextProblem($"has no slash and prefix length, and {AddressDiagnosis.OfPart(text).What}");
    }

    private static TextProblem OfAddress(string address, string length)
    {
        var problem = AddressDiagnosis.OfPart(address);
        if (problem.Corrected is not { } corrected)
            return problem;
        var mapped = AddressText.TryReadIpv6(address, out var value) && AddressText.IsMapped(value);
        if (mapped)
            length = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
                ? (bits - 96).ToString(CultureInfo.InvariantCulture)
                : "";
        return problem with { Corrected = Readable($"{corrected}/{length}") };
    }

    private static TextProblem OfLength(string address, string length, IpFamily family)
    {
        var most = family.Width();
        if (length.Length == 0)
            return new TextProblem("has no prefix length after the slash");
        if (length[0] is '+' or '-')
            return new TextProblem(
                $"has the sign {length[0]} in its prefix length",
                length[0] == '+' ? Readable($"{address}/{length[1..]}") : null
            );
        if (length.Contains('%', StringComparison.Ordinal))
            return new TextProblem(
                "has a zone, and a zone means something on one host alone",
                Readable($"{address}/{length[..length.IndexOf('%', StringComparison.Ordinal)]}")
            );
        if (!length.All(char.IsAsciiDigit))
            return new TextProblem($"has the prefix length \"{length}\", which is not a number");
        if (length.Length > 1 && length[0] == '0')
            return new TextProblem(
                $"has the prefix length {length} with a zero in front",
                Readable($"{address}/{(length.TrimStart('0') is { Length: > 0 } digits ? digits : "0")}")
            );
        return new TextProblem($"has a prefix length of {length}, and {family} has {most} at most");
    }

    /// <summary><c>10.0.0.0/255.0.0.0</c>, or with a space, as other programs want it.</summary>
    private static TextProblem? Netmask(string text)
    {
        var parts = text.Split(['/', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !AddressText.TryReadIpv4(parts[0], out _) || !AddressText.TryReadIpv4(parts[1], out var mask))
            return null;
        var ones = BitOperations.LeadingZeroCount(~mask);
        var isMask = ones == BitOperations.PopCount(mask);
        return new TextProblem($"has {parts[1]} where a prefix length belongs", isMask ? Readable($"{parts[0]}/{ones}") : null);
    }

    private static string? Readable(string text) => CidrText.TryRead(text, out var network) ? network.ToString() : null;
}
