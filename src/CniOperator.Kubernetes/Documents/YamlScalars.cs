using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Documents;

/// <summary>
/// What a plain scalar means to kubectl: the YAML 1.1 rules of go-yaml v2, which <c>sigs.k8s.io/yaml</c> uses. <c>yes</c>, <c>on</c>
/// and <c>y</c> are true, <c>010</c> is 8, <c>1_000</c> is a number, dates stay text.
/// </summary>
internal static partial class YamlScalars
{
    private static readonly HashSet<string> True = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly HashSet<string> False = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];
    private static readonly HashSet<string> Null = ["", "~", "null", "Null", "NULL"];

    internal static bool IsNull(string text) => Null.Contains(text);

    /// <summary>The value of a plain scalar that is not null; <c>null</c> when JSON has no such number.</summary>
    internal static JsonValue? Resolve(string text)
    {
        if (True.Contains(text))
            return JsonValue.Create(true);
        if (False.Contains(text))
            return JsonValue.Create(false);
        if (NotFinite().IsMatch(text))
            return null;
        return Number(text) ?? JsonValue.Create(text);
    }

    /// <summary>The number that a text reads as; <c>null</c> for none.</summary>
    internal static JsonValue? Number(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
            return null;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        var negative = plain.StartsWith('-');
        var digits = plain.AsSpan(plain.StartsWith('+') || negative ? 1 : 0);
        if (Integer(digits) is { } magnitude)
        {
            if (!negative)
                return magnitude <= long.MaxValue ? JsonValue.Create((long)magnitude) : JsonValue.Create(magnitude);
            if (magnitude <= 9223372036854775808)
                return JsonValue.Create(unchecked(-(long)magnitude));
        }

        return
            Float().IsMatch(plain)
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;
    }

    private static ulong? Integer(ReadOnlySpan<char> digits)
    {
        if (digits.Length == 0)
            return null;
        if (digits[0] != '0' || digits.Length == 1)
            return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        var (radix, skip) = digits[1] switch
        {
            'x' or 'X' => (16, 2),
            'b' or 'B' => (2, 2),
            'o' or 'O' => (8, 2),
            _ => (8, 1),
        };
        ulong result = 0;
        if (digits.Length == skip)
            return null;
        foreach (var c in digits[skip..])
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix || result > (ulong.MaxValue - (ulong)digit) / (ulong)radix)
                return null;
            result = (result * (ulong)radix) + (ulong)digit;
        }

        return result;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex NotFinite();
}
