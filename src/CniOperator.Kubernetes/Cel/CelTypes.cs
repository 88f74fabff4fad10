namespace CniOperator.Kubernetes.Cel;

/// <summary>Reads, fits and fills in types with parameters.</summary>
internal static class CelTypes
{
    internal static CelType Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new CelType(text);
        var inner = SplitTop(text[(open + 1)..^1]).Select(Parse).ToList();
        return inner.Count == 2 ? CelType.Map(inner[0], inner[1]) : new CelType(text[..open], inner[0]);
    }

    /// <summary>Splits at the commas outside parentheses.</summary>
    internal static IEnumerable<string> SplitTop(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (text[i] != ',' || depth != 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    /// <summary>
    /// Whether a value of <paramref name="actual"/> can be used where <paramref name="wanted"/> is expected; binds its parameters.
    /// </summary>
    internal static bool Bind(CelType wanted, CelType actual, Dictionary<string, CelType> bound)
    {
        if (IsParameter(wanted))
        {
            if (!bound.TryGetValue(wanted.Kind, out var known) || known.IsDyn)
            {
                bound[wanted.Kind] = actual;
                return true;
            }

            if (Fits(known, actual))
                return true;
            if (!Fits(actual, known))
                return false;
            bound[wanted.Kind] = actual;
            return true;
        }

        if (actual.IsDyn || wanted.IsDyn)
            return true;
        if (wanted.Kind != actual.Kind)
            return false;
        return (wanted.Element is null || Bind(wanted.Element, actual.Element ?? CelType.Dyn, bound))
            && (wanted.Key is null || Bind(wanted.Key, actual.Key ?? CelType.Dyn, bound));
    }

    internal static CelType Substitute(CelType type, Dictionary<string, CelType> bound) =>
        IsParameter(type)
            ? bound.GetValueOrDefault(type.Kind, CelType.Dyn)
            : type with
            {
                Element = type.Element is null ? null : Substitute(type.Element, bound),
                Key = type.Key is null ? null : Substitute(type.Key, bound),
            };

    /// <summary>Null fits objects and times: those are messages to CEL.</summary>
    internal static bool Fits(CelType wanted, CelType actual)
    {
        if (wanted.IsDyn || actual.IsDyn)
            return true;
        if (actual.Kind == "null_type")
            return wanted.Kind is "null_type" or "object" or "timestamp" or "duration" or "optional_type";
        if (wanted.Kind == "null_type")
            return Fits(actual, wanted);
        if (wanted.Kind != actual.Kind)
            return false;
        if (wanted.Kind == "object")
            return ReferenceEquals(wanted.Schema, actual.Schema);
        return (wanted.Element is null || actual.Element is null || Fits(wanted.Element, actual.Element))
            && (wanted.Key is null || actual.Key is null || Fits(wanted.Key, actual.Key));
    }

    private static bool IsParameter(CelType type) => type.Kind.Length == 1 && char.IsAsciiLetterUpper(type.Kind[0]);
}
