using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Kubernetes' resource quantities, compared by value: servers rewrite <c>1024Mi</c> as <c>1Gi</c> and <c>1000m</c> as <c>1</c>.</summary>
internal static class Quantity
{
    private static readonly Dictionary<string, decimal> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = 1e-9m,
        ["u"] = 1e-6m,
        ["m"] = 1e-3m,
        [""] = 1m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1024m,
        ["Mi"] = 1048576m,
        ["Gi"] = 1073741824m,
        ["Ti"] = 1099511627776m,
        ["Pi"] = 1125899906842624m,
        ["Ei"] = 1152921504606846976m,
    };

    /// <summary>True for names under which Kubernetes keeps quantities: a quantity itself, or a map of them.</summary>
    internal static bool IsKeptUnder(ReadOnlySpan<char> name) =>
        name is "limits" or "requests" or "sizeLimit" or "divisor" or "overhead" or "capacity" or "hard";

    /// <summary>True when both are quantities of the same value.</summary>
    internal static bool Equal(JsonNode? left, JsonNode? right) => Parse(left) is { } l && Parse(right) is { } r && l == r;

    private static decimal? Parse(JsonNode? node)
    {
        var text = node is JsonValue v && v.GetValueKind() == JsonValueKind.Number ? v.ToJsonString() : node.Text();
        if (text is null)
            return null;
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1]) && text[digits - 1] != '.')
            digits--;
        return
            Suffixes.TryGetValue(text[digits..], out var factor)
            && decimal.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1e9m * (decimal.MaxValue / 1e28m)
            ? number * factor
            : null;
    }
}
