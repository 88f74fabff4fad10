using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CniOperator.Kubernetes.Documents;

/// <summary>Reads YAML (and so JSON) as <c>sigs.k8s.io/yaml</c> does for kubectl, and remembers the position of each field.</summary>
public static class YamlReader
{
    /// <summary>Every document of <paramref name="text"/>; none for an empty file. Documents without content are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The name that errors carry.</param>
    /// <exception cref="DocumentException">The text is not YAML, has a key twice, or expands beyond the limits.</exception>
    public static IReadOnlyList<YamlDocument> Read(string text, string fileName)
    {
        // The low-level parser: YamlDotNet's merging parser stops at 100,000 events, and its object layer needs reflection.
        var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        try
        {
            return Documents(parser, fileName);
        }
        catch (YamlException e)
        {
            var (line, column, lastLine) = (Place(e.Start.Line), Place(e.Start.Column), Place(e.End.Line));
            throw Explain(e, line, column, lastLine, text, fileName);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet's scanner fails this way inside unclosed flow collections.
            var (line, column) = ((int)(parser.Current?.End.Line ?? 1), (int)(parser.Current?.End.Column ?? 1));
            var unclosed = new YamlException("the text ends or turns inside a bracket that is not closed", e);
            throw Explain(unclosed, line, column, line, text, fileName);
        }
    }

    private static List<YamlDocument> Documents(Parser parser, string fileName)
    {
        var documents = new List<YamlDocument>();
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out var start))
        {
            var builder = new YamlNodeBuilder(parser, fileName);
            var isEmpty = parser.Accept<Scalar>(out var scalar) && scalar.Value.Length == 0 && scalar.Style == ScalarStyle.Plain;
            var line = (int)(isEmpty ? start.Start.Line : parser.Current!.Start.Line);
            var root = builder.Build("");
            parser.Consume<DocumentEnd>();
            if (!isEmpty)
                documents.Add(new YamlDocument(fileName, line, root, builder.Source));
        }

        return documents;
    }

    private static int Place(long lineOrColumn) => (int)Math.Max(1, lineOrColumn);

    private static DocumentException Explain(YamlException e, int line, int column, int lastLine, string text, string fileName)
    {
        var lines = text.Split('\n');
        // The scanner points at where it noticed the problem; the tab that caused it may be on a later line.
        for (var i = line; i <= (AboutTabs(e) ? lines.Length : Math.Min(lastLine + 1, lines.Length)); i++)
        {
            var indent = lines[i - 1].AsSpan(0, lines[i - 1].Length - lines[i - 1].AsSpan().TrimStart().Length);
            if (indent.Contains('\t'))
                return new DocumentException(
                    fileName,
                    i,
                    indent.IndexOf('\t') + 1,
                    "a tab indents this line",
                    "YAML is indented with spaces"
                );
        }

        return new DocumentException(
            fileName,
            line,
            column,
            $"this is not YAML: {LowerFirst(e.Message)}",
            Advice(e.Message, lines.ElementAtOrDefault(line - 1) ?? "")
        );
    }

    private static bool AboutTabs(YamlException e) => e.Message.Contains("tab", StringComparison.Ordinal);

    private static string Advice(string problem, string content) =>
        problem.Contains("expected key", StringComparison.Ordinal)
            ? "let this line begin in the same column as the fields that it belongs to; if it does, quote a value that holds ': ' above it"
        : content.Contains(": ", StringComparison.Ordinal)
        && content.IndexOf(": ", StringComparison.Ordinal) != content.LastIndexOf(": ", StringComparison.Ordinal)
            ? "quote a value that holds ': '"
        : "check indentation, quotes and brackets near this line";

    private static string LowerFirst(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
