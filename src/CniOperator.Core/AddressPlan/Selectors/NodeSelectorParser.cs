using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.AddressPlan.Selectors;

/// <summary>Reads a selector by recursive descent; <c>&amp;&amp;</c> binds closer than <c>||</c>.</summary>
internal sealed class NodeSelectorParser(string text)
{
    private const int Deepest = 100;

    // Where Calico's resources live in a Namespace they have this label; nodes never do.
    private const string NamespaceLabel = "projectcalico.org/namespace";

    private int _at;
    private int _depth;

    /// <summary>What it selects; <c>null</c> when it is malformed.</summary>
    internal Func<NodeLabels, bool>? Parse()
    {
        var selects = Either();
        Blanks();
        return _at == text.Length ? selects : null;
    }

    private Func<NodeLabels, bool>? Either() =>
        List("||", Both) is { } terms
            ? terms is [var one]
                ? one
                : labels => terms.Exists(t => t(labels))
            : null;

    private Func<NodeLabels, bool>? Both() =>
        List("&&", Negated) is { } terms
            ? terms is [var one]
                ? one
                : labels => terms.TrueForAll(t => t(labels))
            : null;

    // A list and not a chain: a long one is not a deep one.
    private List<Func<NodeLabels, bool>>? List(string between, Func<Func<NodeLabels, bool>?> read)
    {
        var terms = new List<Func<NodeLabels, bool>>();
        do
        {
            if (read() is not { } term)
                return null;
            terms.Add(term);
        } while (Take(between));

        return terms;
    }

    private Func<NodeLabels, bool>? Negated()
    {
        var negated = false;
        while (Take("!"))
            negated = !negated;
        var selects = Take("(") ? Group() : Condition();
        return selects is null || !negated ? selects : labels => !selects(labels);
    }

    private Func<NodeLabels, bool>? Group()
    {
        if (++_depth > Deepest)
            return null;
        var selects = Either();
        _depth--;
        return Take(")") ? selects : null;
    }

    private Func<NodeLabels, bool>? Condition()
    {
        if (Call("all") is "")
            return static _ => true;
        if (Call("global") is "")
            return static labels => string.IsNullOrEmpty(labels.Value(NamespaceLabel));
        if (Call("has") is { Length: > 0 } wanted)
            return labels => labels.Value(wanted) is not null;
        var key = Key();
        if (key.Length == 0)
            return null;
        if (Take("=="))
            return Value() is { } value ? labels => labels.Value(key) == value : null;
        if (Take("!="))
            return Value() is { } other ? labels => labels.Value(key) != other : null;
        return Word(key);
    }

    private Func<NodeLabels, bool>? Word(string key)
    {
        if (Take("contains"))
            return Value() is { } part ? labels => labels.Value(key)?.Contains(part, StringComparison.Ordinal) == true : null;
        if (Words("starts", "with"))
            return Value() is { } start ? labels => labels.Value(key)?.StartsWith(start, StringComparison.Ordinal) == true : null;
        if (Words("ends", "with"))
            return Value() is { } end ? labels => labels.Value(key)?.EndsWith(end, StringComparison.Ordinal) == true : null;
        if (Words("not", "in"))
            return Set() is { } others ? labels => labels.Value(key) is not { } own || !others.Contains(own) : null;
        return Take("in") && Set() is { } set ? labels => labels.Value(key) is { } own && set.Contains(own) : null;
    }

    // The argument of a function, empty for none; null when it is not called here.
    private string? Call(string name)
    {
        var start = _at;
        if (Take(name) && Take("(") && Key() is var key && Take(")"))
            return key;
        _at = start;
        return null;
    }

    private HashSet<string>? Set()
    {
        if (!Take("{"))
            return null;
        var set = new HashSet<string>(StringComparer.Ordinal);
        while (Value() is { } value)
        {
            set.Add(value);
            if (!Take(","))
                break;
        }

        return Take("}") ? set : null;
    }

    private string? Value()
    {
        Blanks();
        if (_at >= text.Length || text[_at] is not ('"' or '\''))
            return null;
        var end = text.IndexOf(text[_at], _at + 1);
        if (end < 0)
            return null;
        var value = text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private string Key()
    {
        Blanks();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or '/' or '-'))
            _at++;
        return text[start.._at];
    }

    private bool Words(string first, string second)
    {
        var start = _at;
        if (Take(first) && Take(second))
            return true;
        _at = start;
        return false;
    }

    private bool Take(string token)
    {
        Blanks();
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }

    private void Blanks()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t')
            _at++;
    }
}
