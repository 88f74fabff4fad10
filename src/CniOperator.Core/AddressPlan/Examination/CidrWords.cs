using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>What is said of texts that are not usable networks, wherever they stand.</summary>
internal static class CidrWords
{
    internal static (string Message, string Fix) Unreadable(string text, TextProblem problem) =>
        (
            $"\"{Shown(text)}\" {problem.What}.",
            problem.Corrected is { } corrected
                ? $"Write {corrected}"
                : "Write an address, a slash and a prefix length, as 10.244.0.0/16 or fd00:10:244::/56"
        );

    internal static (string Message, string Fix) HostBits(ParsedCidr reading) =>
        (
            $"{reading.Address}/{reading.Network.PrefixLength} has bits set beyond its prefix: it is an address in the network "
                + $"{reading.Network}.",
            $"Write {reading.Network}"
        );

    /// <summary>As it can stand in a log: control characters visible, and not too long.</summary>
    private static string Shown(string text)
    {
        if (text.Length > 80)
            text = text[..80] + "…";
        return text.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()))
            : text;
    }
}
