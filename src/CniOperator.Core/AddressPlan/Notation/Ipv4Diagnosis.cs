namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>Says why a text without colons is not an IPv4 address.</summary>
internal static class Ipv4Diagnosis
{
    internal static TextProblem Of(string text)
    {
        var parts = text.Split('.');
        if (parts.FirstOrDefault(p => p.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) is { } hexadecimal)
            return new TextProblem($"has the hexadecimal part {hexadecimal}; IPv4 is written in decimal");
        if (text.FirstOrDefault(c => !char.IsAsciiDigit(c) && c != '.') is var odd && odd != default)
            return new TextProblem($"has the character '{odd}', and IPv4 has digits and dots alone");
        if (parts.Contains(""))
            return new TextProblem("has a part without digits: IPv4 is four numbers with dots between");
        if (parts.Length > 4)
            return new TextProblem($"has {parts.Length} parts, and IPv4 has four");
        if (parts.FirstOrDefault(p => p.Length > 1 && p[0] == '0') is { } padded)
            return new TextProblem(
                $"has the part {padded} with a zero in front, which some programs read as octal",
                Readable(parts.Select(WithoutZeros))
            );
        if (parts.FirstOrDefault(p => p.Length > 3 || int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) > 255) is { } large)
            return new TextProblem($"has the part {large}, and 255 is the most");
        return new TextProblem(
            $"has {parts.Length} of IPv4's four parts",
            Readable(parts.Concat(Enumerable.Repeat("0", 4 - parts.Length)))
        );
    }

    private static string WithoutZeros(string part) => part.TrimStart('0') is { Length: > 0 } digits ? digits : "0";

    private static string? Readable(IEnumerable<string> parts)
    {
        var text = string.Join('.', parts);
        return AddressText.TryRead(text, out _) ? text : null;
    }
}
