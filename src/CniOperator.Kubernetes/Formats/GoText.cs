using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// Values as the API server's messages show them. It is written in Go, and prints them with <c>%q</c>, <c>%v</c>, <c>%#v</c>, <c>%T</c> and
/// <c>json.Marshal</c>.
/// </summary>
public static class GoText
{
    /// <summary>A string as <c>strconv.Quote</c> prints it.</summary>
    public static string Quote(string text)
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
    public static string Number(double value)
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
    public static string BadValue(JsonNode? value) =>
        value.Text() is { } text ? Quote(text)
        : value.Number() is null && value.Real() is { } number ? Number(number)
        : Marshal(value);

    /// <summary>JSON as <c>json.Marshal</c> writes it: keys sorted, no spaces, HTML characters escaped.</summary>
    public static string Marshal(JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonObject map => "{" + string.Join(',', Sorted(map).Select(p => $"{Escape(p.Key)}:{Marshal(p.Value)}")) + "}",
            JsonArray list => "[" + string.Join(',', list.Select(Marshal)) + "]",
            _ => value.Text() is { } text ? Escape(text) : value.ToJsonString(),
        };

    /// <summary><c>%v</c>: <c>map[a:b c:[1 2]]</c>.</summary>
    public static string Plain(JsonNode? node) =>
        node switch
        {
            null => "<nil>",
            JsonObject map => $"map[{string.Join(' ', Sorted(map).Select(f => $"{f.Key}:{Plain(f.Value)}"))}]",
            JsonArray list => $"[{string.Join(' ', list.Select(Plain))}]",
            _ => node.Text() ?? JsonText.Of(node),
        };

    /// <summary><c>%#v</c>: <c>map[string]interface {}{"a":"b"}</c>.</summary>
    public static string Literal(JsonNode? node) =>
        node switch
        {
            null => "interface {}(nil)",
            JsonObject map =>
                $"map[string]interface {{}}{{{string.Join(", ", Sorted(map).Select(f => $"\"{f.Key}\":{Literal(f.Value)}"))}}}",
            JsonArray list => $"[]interface {{}}{{{string.Join(", ", list.Select(Literal))}}}",
            _ => JsonText.Of(node),
        };

    /// <summary><c>%T</c>: <c>string</c>, <c>bool</c>, <c>map[string]interface {}</c>.</summary>
    public static string TypeOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number => JsonText.Of(node).AsSpan().ContainsAny('.', 'e', 'E') ? "float64" : "int64",
            JsonValueKind.Object => "map[string]interface {}",
            JsonValueKind.Array => "[]interface {}",
            _ => "<nil>",
        };

    /// <summary>What Go's JSON decoder calls a value: <c>number</c>, <c>bool</c>, <c>array</c>.</summary>
    public static string JsonType(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number => "number",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "null",
        };

    private static IOrderedEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject map) =>
        map.OrderBy(f => f.Key, StringComparer.Ordinal);

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
