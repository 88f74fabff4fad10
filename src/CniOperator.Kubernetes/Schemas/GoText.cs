using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>Prints values as Go does, since the API server's messages hold them: <c>%q</c>, <c>%v</c> of numbers, <c>json.Marshal</c>.</summary>
internal static class GoText
{
    /// <summary>A string as <c>strconv.Quote</c> prints it.</summary>
    internal static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            var escape = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\v' => "\\v",
                _ => null,
            };
            if (escape is not null)
                result.Append(escape);
            else if (rune.Value < ' ' || rune.Value == 0x7f)
                result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else if (Rune.IsControl(rune))
                result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                result.Append(rune.ToString());
        }

        return result.Append('"').ToString();
    }

    /// <summary>A float64 under <c>%v</c>: shortest digits, an exponent only below 1e-4 and from 1e21 on.</summary>
    internal static string Number(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
            return text;
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is >= -4 and < 21
            ? value.ToString("0.####################", CultureInfo.InvariantCulture)
            : $"{text[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <summary>A value as the bad value of a field error: strings quoted, the rest as JSON.</summary>
    internal static string BadValue(JsonNode? value) =>
        JsonText.TryString(value) is { } text ? Quote(text)
        : JsonText.TryLong(value) is null && JsonText.TryDouble(value) is { } number ? Number(number)
        : Marshal(value);

    /// <summary>JSON as <c>json.Marshal</c> writes it: keys sorted, no spaces, HTML characters escaped.</summary>
    internal static string Marshal(JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonObject map => "{"
                + string.Join(',', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Escape(p.Key)}:{Marshal(p.Value)}"))
                + "}",
            JsonArray list => "[" + string.Join(',', list.Select(Marshal)) + "]",
            _ => JsonText.TryString(value) is { } text ? Escape(text) : value.ToJsonString(),
        };

    private static string Escape(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        return result.Append('"').ToString();
    }
}
