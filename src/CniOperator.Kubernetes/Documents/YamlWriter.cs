using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Documents;

/// <summary>
/// Writes YAML deterministically: block style, two spaces, literal blocks for text of several lines, quotes only where a reader of
/// YAML 1.1 or 1.2 would take the plain text for something else.
/// </summary>
public static partial class YamlWriter
{
    /// <summary>One document, ending in a line feed.</summary>
    public static string Write(JsonNode? document)
    {
        var output = new StringBuilder();
        WriteNode(output, document, 0, afterKey: false);
        return output.ToString();
    }

    /// <summary>A stream: documents parted by <c>---</c>.</summary>
    public static string Write(IEnumerable<JsonNode> documents) => string.Join("---\n", documents.Select(Write));

    /// <summary>
    /// Writes a node whose first line continues the current one; <paramref name="afterKey"/> says that the current line has <c>key:</c>.
    /// </summary>
    private static void WriteNode(StringBuilder output, JsonNode? node, int indent, bool afterKey)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                if (afterKey)
                    output.Append('\n');
                WriteMap(output, map, indent, !afterKey);
                break;
            case JsonArray { Count: > 0 } list:
                if (afterKey)
                    output.Append('\n');
                WriteList(output, list, afterKey ? indent - 2 : indent, !afterKey);
                break;
            default:
                if (afterKey)
                    output.Append(' ');
                output.Append(Scalar(node, indent)).Append('\n');
                break;
        }
    }

    private static void WriteMap(StringBuilder output, JsonObject map, int indent, bool continues)
    {
        foreach (var (name, value) in map)
        {
            if (!continues)
                output.Append(' ', indent);
            continues = false;
            output.Append(Key(name)).Append(':');
            WriteNode(output, value, indent + 2, afterKey: true);
        }
    }

    private static void WriteList(StringBuilder output, JsonArray list, int indent, bool continues)
    {
        foreach (var entry in list)
        {
            if (!continues)
                output.Append(' ', indent);
            continues = false;
            output.Append("- ");
            WriteNode(output, entry, indent + 2, afterKey: false);
        }
    }

    private static string Scalar(JsonNode? node, int indent) =>
        node switch
        {
            null => "null",
            JsonObject => "{}",
            JsonArray => "[]",
            JsonValue value when value.TryGetValue(out string? text) => Text(text, indent),
            _ => node.ToJsonString(),
        };

    private static string Key(string name) => IsPlain(name) ? name : Quote(name);

    private static string Text(string text, int indent)
    {
        if (IsPlain(text))
            return text;
        return CanBeLiteral(text) ? Literal(text, Math.Max(indent, 2)) : Quote(text);
    }

    private static bool CanBeLiteral(string text)
    {
        var lines = text.Split('\n');
        // Where the first line starts with space, a reader cannot tell indentation from content; indentation indicators are read
        // differently.
        return lines.Length > 1
            && text[0] is not (' ' or '\n')
            && text.All(c => c is '\n' or '\t' || IsPrintable(c))
            && lines.All(l => l.Length == 0 || (l.Trim().Length > 0 && l[0] != '\t'))
            && text.Trim('\n').Length > 0;
    }

    private static string Literal(string text, int indent)
    {
        var chomping =
            !text.EndsWith('\n') ? "-"
            : text.EndsWith("\n\n", StringComparison.Ordinal) ? "+"
            : "";
        var body = text.EndsWith('\n') ? text[..^1] : text;
        var pad = new string(' ', indent);
        return $"|{chomping}\n" + string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? "" : pad + l));
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && PlainStart().IsMatch(text)
        && !text.StartsWith("---", StringComparison.Ordinal)
        && !text.StartsWith("...", StringComparison.Ordinal)
        && text[^1] is not (':' or ' ')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !IndicatorInside().IsMatch(text)
        && text.All(IsPrintable)
        && !IsSpecial(text);

    /// <summary>Text that some reader resolves to a bool, null, number, time or merge key.</summary>
    private static bool IsSpecial(string text) =>
        YamlScalars.IsNull(text)
        || YamlScalars.Resolve(text) is not { } value
        || !value.TryGetValue(out string? _)
        || Resolvable().IsMatch(text);

    private static bool IsPrintable(char c) =>
        c is >= ' ' and not '\x7f' and not ('\x85' or '\xa0' or '\u2028' or '\u2029' or '\ufeff')
        && !char.IsControl(c)
        && c is < '\ud800' or > '\udfff' and < '\ufffe';

    private static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                '\r' => result.Append("\\r"),
                _ when IsPrintable(c) || char.IsSurrogate(c) => result.Append(c),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        return result.Append('"').ToString();
    }

    [GeneratedRegex(@"^[^\s\-?:,\[\]{}#&*!|>'""%@`=<~]")]
    private static partial Regex PlainStart();

    // Only " #" means anything there by YAML 1.2.2 §7.3.3; some readers, YamlDotNet among them, trip over the others.
    [GeneratedRegex(@" [#&*!|>'""%@`{}\[\]]")]
    private static partial Regex IndicatorInside();

    // Sexagesimal numbers and dates of YAML 1.1, and numbers with a sign or radix in any version.
    [GeneratedRegex(
        @"^([-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]{4}-[0-9].*|[-+]?[0-9][0-9_,.]*([eE][-+]?[0-9]+)?|0[box][0-9a-fA-F_]+|[-+.].*)\z"
    )]
    private static partial Regex Resolvable();
}
