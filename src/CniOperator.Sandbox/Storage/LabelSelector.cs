using System.Text.Json.Nodes;
using CniOperator.Sandbox.BuiltIns;

namespace CniOperator.Sandbox.Storage;

/// <summary>A label selector in its string form: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c> (apimachinery <c>labels.Parse</c>).</summary>
internal sealed class LabelSelector
{
    private readonly List<Requirement> _requirements = [];

    private LabelSelector() { }

    internal static LabelSelector Everything { get; } = new();

    internal bool IsEmpty => _requirements.Count == 0;

    /// <exception cref="ApiStatusException">The text is not a selector.</exception>
    internal static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Everything;
        var selector = new LabelSelector();
        var tokens = new LabelTokens(text);
        while (true)
        {
            if (!LabelTokens.IsStart(tokens.Peek()))
                throw Unexpected(tokens.Peek(), "!, identifier, or 'end of string'");
            selector._requirements.Add(ReadRequirement(tokens));
            if (tokens.Peek().Length == 0)
                return selector;
            if (!tokens.TakeIf(","))
                throw Unexpected(tokens.Peek(), "',' or 'end of string'");
            if (!LabelTokens.IsStart(tokens.Peek()))
                throw Unexpected(tokens.Peek(), "identifier after ','");
        }
    }

    internal bool Matches(JsonObject obj)
    {
        if (_requirements.Count == 0)
            return true;
        var labels = obj.MapAt("metadata", "labels");
        return _requirements.TrueForAll(r => r.Holds(labels.TextAt(r.Key)));
    }

    private static Requirement ReadRequirement(LabelTokens tokens)
    {
        if (tokens.TakeIf("!"))
            return new Requirement(Key(tokens), "!", []);
        var key = Key(tokens);
        var next = tokens.Peek();
        if (next is "" or ",")
            return new Requirement(key, "exists", []);
        var op = tokens.Take();
        return op switch
        {
            "=" or "==" => new Requirement(key, "in", Checked(key, [Value(tokens)])),
            "!=" => new Requirement(key, "notin", Checked(key, [Value(tokens)])),
            "in" or "notin" => new Requirement(key, op, Checked(key, Values(tokens))),
            "<" or ">" => new Requirement(key, op, [Number(tokens)]),
            _ => throw Unreadable(op, "in, notin, =, ==, !=, gt, lt"),
        };
    }

    private static string Word(LabelTokens tokens)
    {
        var token = tokens.Take();
        return token.Length > 0 && LabelTokens.IsWord(token) ? token : throw Unreadable(token, "identifier");
    }

    private static string Key(LabelTokens tokens)
    {
        var key = Word(tokens);
        return Names.Qualified(key).FirstOrDefault() is { } problem ? throw Unfit("<nil>", key, problem) : key;
    }

    private static string Number(LabelTokens tokens)
    {
        var word = Word(tokens);
        return long.TryParse(word, out _) ? word : throw Unfit("values[0]", word, "for 'Gt', 'Lt' operators, the value must be an integer");
    }

    private static List<string> Checked(string key, List<string> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (Names.LabelValue(values[i]).FirstOrDefault() is { } problem)
                throw Unfit($"values[{i}][{key}]", values[i], problem);
        return values;
    }

    private static string Value(LabelTokens tokens)
    {
        if (tokens.Peek() is "" or ",")
            return "";
        return Word(tokens);
    }

    private static List<string> Values(LabelTokens tokens)
    {
        if (!tokens.TakeIf("("))
            throw Unreadable(tokens.Peek(), "'('");
        var values = new List<string>();
        do values.Add(tokens.Peek() is "," or ")" ? "" : Word(tokens));
        while (tokens.TakeIf(","));
        return tokens.TakeIf(")") ? values : throw Unreadable(tokens.Peek(), "',' or ')'");
    }

    private static ApiStatusException Unreadable(string found, string expected) =>
        Refusal.BadRequest($"unable to parse requirement: found '{found}', expected: {expected}");

    private static ApiStatusException Unexpected(string found, string expected) =>
        Refusal.BadRequest($"found '{found}', expected: {expected}");

    private static ApiStatusException Unfit(string path, string value, string problem) =>
        Refusal.BadRequest($"unable to parse requirement: {path}: Invalid value: \"{value}\": {problem}");

    private sealed record Requirement(string Key, string Operator, List<string> Values)
    {
        internal bool Holds(string? value) =>
            Operator switch
            {
                "exists" => value is not null,
                "!" => value is null,
                "in" => value is not null && Values.Contains(value),
                "notin" => value is null || !Values.Contains(value),
                _ => long.TryParse(value, out var left)
                    && long.TryParse(Values[0], out var right)
                    && (Operator == ">" ? left > right : left < right),
            };
    }
}

/// <summary>Splits a label selector into words and symbols.</summary>
internal sealed class LabelTokens(string text)
{
    private int _at;
    private string? _next;

    internal static bool IsWord(string token) => !"=!<>(),".Contains(token[0], StringComparison.Ordinal);

    /// <summary>Whether a requirement can begin so.</summary>
    internal static bool IsStart(string token) => token.Length > 0 && (token == "!" || IsWord(token));

    internal string Peek() => _next ??= Read();

    internal string Take()
    {
        var token = Peek();
        _next = null;
        return token;
    }

    internal bool TakeIf(string symbol)
    {
        if (Peek() != symbol)
            return false;
        _next = null;
        return true;
    }

    private string Read()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length)
            return "";
        var start = _at;
        var first = text[_at++];
        if (first is '=' or '!' && _at < text.Length && text[_at] == '=')
            _at++;
        else if (IsWord(first.ToString()))
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && IsWord(text[_at].ToString()))
                _at++;
        return text[start.._at];
    }
}
