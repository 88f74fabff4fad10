using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Quantities;

/// <summary>Quantities of resources: <c>100m</c>, <c>50Mi</c> (<c>k8s.io/apimachinery/pkg/api/resource</c>).</summary>
public static partial class Quantity
{
    /// <summary>The format that marks a field of the table as a quantity.</summary>
    public const string Format = "quantity";

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly BigInteger Nano = BigInteger.Pow(10, 9);

    /// <summary>
    /// The amount in billionths, the finest that Kubernetes keeps (finer ones are rounded up); false when the text is not a quantity.
    /// </summary>
    public static bool TryParse(string text, out BigInteger nanos) => TryParse(text, out nanos, out _);

    /// <summary>
    /// The amount as the API server writes it: the largest suffix that leaves an integer, in the family of suffixes that was used.
    /// <c>null</c> when the text is not a quantity.
    /// </summary>
    public static string? Canonical(string text)
    {
        if (!TryParse(text, out var nanos, out var suffix))
            return null;
        if (nanos.IsZero)
            return "0";
        if (suffix.EndsWith('i') && nanos % Nano == 0 && BigInteger.Abs(nanos / Nano) >= 1024)
            return Reduce(nanos / Nano, 1024, BinarySuffixes);
        if (suffix.Length < 2 || suffix.EndsWith('i'))
            return Reduce(nanos, 1000, DecimalSuffixes);
        var (mantissa, exponent) = (nanos, -9);
        for (; mantissa % 1000 == 0; mantissa /= 1000)
            exponent += 3;
        return exponent == 0 ? $"{mantissa}" : $"{mantissa}e{exponent}";
    }

    /// <summary>
    /// True when both are quantities, as text or as numbers, of the same amount: servers write <c>1024Mi</c> as <c>1Gi</c>.
    /// </summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right) =>
        TextOf(left) is { } l && TextOf(right) is { } r && TryParse(l, out var amount) && TryParse(r, out var other) && amount == other;

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? node.ToJsonString() : node.Text();

    private static string Reduce(BigInteger amount, int factor, string[] suffixes)
    {
        var i = 0;
        for (; i < suffixes.Length - 1 && amount % factor == 0; i++)
            amount /= factor;
        return amount + suffixes[i];
    }

    private static bool TryParse(string text, out BigInteger nanos, out string suffix)
    {
        var match = Pattern().Match(text);
        suffix = match.Groups["suffix"].Value;
        nanos = 0;
        if (!match.Success || match.Groups["whole"].Length + match.Groups["fraction"].Length == 0)
            return false;
        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        var scale = 9 - fraction.Length;
        var decimalIndex = Array.IndexOf(DecimalSuffixes, suffix);
        var binaryIndex = Array.IndexOf(BinarySuffixes, suffix);
        if (decimalIndex >= 0)
            scale += (decimalIndex - 3) * 3;
        else if (binaryIndex > 0)
            digits *= BigInteger.Pow(1024, binaryIndex);
        else if (int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            scale += exponent;
        else
            return false;
        if (Math.Abs(scale) > 1000)
            return false;
        if (scale >= 0)
            nanos = digits * BigInteger.Pow(10, scale);
        else
            nanos = BigInteger.DivRem(digits, BigInteger.Pow(10, -scale), out var rest) + (rest.IsZero ? 0 : 1);
        if (match.Groups["sign"].Value == "-")
            nanos = -nanos;
        return true;
    }

    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?(?<suffix>|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();
}
