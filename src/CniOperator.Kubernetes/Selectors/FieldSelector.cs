using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Selectors;

/// <summary>A field selector: <c>spec.nodeName=a,status.phase!=Running</c> (apimachinery <c>fields.ParseSelector</c>).</summary>
public sealed class FieldSelector
{
    private readonly List<(string Field, bool Equal, string Value)> _terms = [];

    private FieldSelector() { }

    /// <summary>True when it selects everything.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The fields that it looks at; which ones are allowed differs from resource to resource.</summary>
    public IEnumerable<string> Fields => _terms.Select(t => t.Field);

    /// <summary>Parses the string form; no text selects everything.</summary>
    /// <exception cref="SelectorException">The text is not a selector.</exception>
    public static FieldSelector Parse(string? text)
    {
        var selector = new FieldSelector();
        foreach (var term in Terms(text ?? ""))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
                throw new SelectorException($"invalid selector: '{text}'; can't understand '{term}'");
            var equal = at == 0 || term[at - 1] != '!';
            var field = term[..(equal ? at : at - 1)].Trim();
            var value = term[(at + 1)..]
                .TrimStart('=')
                .Trim()
                .Replace("\\,", ",", StringComparison.Ordinal)
                .Replace("\\=", "=", StringComparison.Ordinal)
                .Replace(@"\\", @"\", StringComparison.Ordinal);
            selector._terms.Add((field, equal, value));
        }

        return selector;
    }

    /// <summary>Whether an object satisfies the selector.</summary>
    /// <param name="valueOf">Gives a field's value as text; empty when it is absent.</param>
    public bool Matches(Func<string, string> valueOf) => _terms.TrueForAll(t => (valueOf(t.Field) == t.Value) == t.Equal);

    /// <summary>The text of a field (<c>spec.nodeName</c>) of an object; empty when it is absent.</summary>
    public static string ValueAt(JsonNode? node, string field)
    {
        foreach (var step in field.Split('.'))
            node = (node as JsonObject)?[step];
        return node is JsonValue value ? value.ToString() : "";
    }

    /// <summary>The terms between commas; a backslash makes the next character part of a value.</summary>
    private static IEnumerable<string> Terms(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '\\')
                i++;
            else if (i >= text.Length || text[i] == ',')
            {
                var term = text[start..Math.Min(i, text.Length)].Trim();
                start = i + 1;
                if (term.Length > 0)
                    yield return term;
            }
        }
    }
}
