using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Storage;

/// <summary>A field selector in its string form: <c>spec.nodeName=a,status.phase!=Running</c> (apimachinery <c>fields.ParseSelector</c>).</summary>
internal sealed class FieldSelector
{
    private readonly List<(string Field, bool Equal, string Value)> _terms = [];
    private readonly KindStrategy _rules;

    private FieldSelector(KindStrategy rules) => _rules = rules;

    internal bool IsEmpty => _terms.Count == 0;

    /// <exception cref="ApiStatusException">The text is not a selector, or the resource cannot be selected by that field.</exception>
    internal static FieldSelector Parse(string? text, Resource resource, ServedVersion version)
    {
        var selector = new FieldSelector(resource.Strategy);
        foreach (var term in Terms(text ?? ""))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
                throw Refusal.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            var equal = at == 0 || term[at - 1] != '!';
            var field = term[..(equal ? at : at - 1)].Trim();
            var value = term[(at + 1)..]
                .TrimStart('=')
                .Trim()
                .Replace("\\,", ",", StringComparison.Ordinal)
                .Replace("\\=", "=", StringComparison.Ordinal)
                .Replace(@"\\", @"\", StringComparison.Ordinal);
            selector._terms.Add((Known(field, resource, version), equal, value));
        }

        return selector;
    }

    internal bool Matches(JsonObject obj) => _terms.TrueForAll(t => (_rules.FieldValue(obj, t.Field) == t.Value) == t.Equal);

    /// <summary>A field's value as text; empty when absent.</summary>
    internal static string ValueAt(JsonNode? node, string field)
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

    private static string Known(string field, Resource resource, ServedVersion version)
    {
        if (field is "metadata.name" or "metadata.namespace")
            return field;
        if (resource.Strategy.SelectableFields.Contains(field) || version.SelectableFields.Contains(field))
            return field;
        throw Refusal.BadRequest(
            resource.Custom || resource.Strategy.SelectableFields.Count > 0
                ? $"field label not supported: {field}"
                : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        );
    }
}
