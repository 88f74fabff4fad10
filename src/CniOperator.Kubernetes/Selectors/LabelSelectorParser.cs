using CniOperator.Kubernetes.Names;

namespace CniOperator.Kubernetes.Selectors;

/// <summary>Parses a label selector's string form, and refuses what the API server refuses (apimachinery <c>labels.Parse</c>).</summary>
internal static class LabelSelectorParser
{
    /// <exception cref="SelectorException">The text is not a selector.</exception>
    internal static List<LabelRequirement> Parse(string text)
    {
        var requirements = new List<LabelRequirement>();
        var tokens = new LabelTokens(text);
        while (true)
        {
            if (!LabelTokens.IsStart(tokens.Peek()))
                throw Unexpected(tokens.Peek(), "!, identifier, or 'end of string'");
            requirements.Add(Requirement(tokens));
            if (tokens.Peek().Length == 0)
                return requirements;
            if (!tokens.TakeIf(","))
                throw Unexpected(tokens.Peek(), "',' or 'end of string'");
            if (!LabelTokens.IsStart(tokens.Peek()))
                throw Unexpected(tokens.Peek(), "identifier after ','");
        }
    }

    private static LabelRequirement Requirement(LabelTokens tokens)
    {
        if (tokens.TakeIf("!"))
            return new LabelRequirement(Key(tokens), LabelRequirement.Absent, []);
        var key = Key(tokens);
        if (tokens.Peek() is "" or ",")
            return new LabelRequirement(key, LabelRequirement.Exists, []);
        var op = tokens.Take();
        return op switch
        {
            "=" or "==" => new LabelRequirement(key, LabelRequirement.Equal, Checked(key, [Value(tokens)])),
            "!=" => new LabelRequirement(key, LabelRequirement.NotIn, Checked(key, [Value(tokens)])),
            LabelRequirement.In or LabelRequirement.NotIn => new LabelRequirement(key, op, Checked(key, Values(tokens))),
            "<" or ">" => new LabelRequirement(key, op, [Number(tokens)]),
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
        return NameRules.Qualified(key).FirstOrDefault() is { } problem ? throw Unfit("<nil>", key, problem) : key;
    }

    private static string Number(LabelTokens tokens)
    {
        var word = Word(tokens);
        return long.TryParse(word, out _) ? word : throw Unfit("values[0]", word, "for 'Gt', 'Lt' operators, the value must be an integer");
    }

    private static List<string> Checked(string key, List<string> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (NameRules.LabelValue(values[i]).FirstOrDefault() is { } problem)
                throw Unfit($"values[{i}][{key}]", values[i], problem);
        return values;
    }

    private static string Value(LabelTokens tokens) => tokens.Peek() is "" or "," ? "" : Word(tokens);

    private static List<string> Values(LabelTokens tokens)
    {
        if (!tokens.TakeIf("("))
            throw Unreadable(tokens.Peek(), "'('");
        var values = new List<string>();
        do values.Add(tokens.Peek() is "," or ")" ? "" : Word(tokens));
        while (tokens.TakeIf(","));
        return tokens.TakeIf(")") ? values : throw Unreadable(tokens.Peek(), "',' or ')'");
    }

    private static SelectorException Unreadable(string found, string expected) =>
        new($"unable to parse requirement: found '{found}', expected: {expected}");

    private static SelectorException Unexpected(string found, string expected) => new($"found '{found}', expected: {expected}");

    private static SelectorException Unfit(string path, string value, string problem) =>
        new($"unable to parse requirement: {path}: Invalid value: \"{value}\": {problem}");
}
