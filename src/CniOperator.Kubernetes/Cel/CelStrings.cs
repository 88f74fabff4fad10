using System.Text;
using CniOperator.Kubernetes.Formats;
using static CniOperator.Kubernetes.Cel.CelFunctions;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Functions of strings (cel-go's <c>ext.Strings</c> and Kubernetes' regex library). Positions count code points.</summary>
internal static class CelStrings
{
    internal static readonly KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>>[] All =
    [
        Entry("startsWith", (a, b) => Text(a, 0, b).StartsWith(Text(a, 1, b), StringComparison.Ordinal)),
        Entry("endsWith", (a, b) => Text(a, 0, b).EndsWith(Text(a, 1, b), StringComparison.Ordinal)),
        Entry("contains", (a, b) => Text(a, 0, b).Contains(Text(a, 1, b), StringComparison.Ordinal)),
        Entry("matches", (a, b) => Pattern(Text(a, 1, b)).IsMatch(Text(a, 0, b))),
        Entry("find", (a, b) => Pattern(Text(a, 1, b)).Match(Text(a, 0, b)).Value),
        Entry("findAll", (a, b) => Pattern(Text(a, 1, b)).Matches(Text(a, 0, b)).Select(m => (object?)m.Value).Take(Limit(a, 2)).ToList()),
        Entry("lowerAscii", (a, b) => Ascii(Text(a, 0, b), 'A', 'Z', 32)),
        Entry("upperAscii", (a, b) => Ascii(Text(a, 0, b), 'a', 'z', -32)),
        Entry("trim", (a, b) => Text(a, 0, b).Trim()),
        Entry("charAt", (a, b) => Runes(a, b) is var r && Position(a[1], r.Length) is var i && i < r.Length ? r[i].ToString() : ""),
        Entry("substring", (a, b) => Substring(Runes(a, b), a)),
        Entry("replace", (a, b) => Replace(Text(a, 0, b), Text(a, 1, b), Text(a, 2, b), Limit(a, 3))),
        Entry("split", (a, b) => Split(Text(a, 0, b), Text(a, 1, b), Limit(a, 2))),
    ];

    internal static object IndexOf(IReadOnlyList<object?> a, CelBudget budget)
    {
        var (text, wanted) = (Runes(a, budget), Text(a, 1, budget).EnumerateRunes().ToArray());
        var start = a.Count > 2 ? Position(a[2], text.Length) : 0;
        for (var i = start; i + wanted.Length <= text.Length; i++)
            if (text.AsSpan(i, wanted.Length).SequenceEqual(wanted))
                return (long)i;
        return -1L;
    }

    internal static object LastIndexOf(IReadOnlyList<object?> a, CelBudget budget)
    {
        var (text, wanted) = (Runes(a, budget), Text(a, 1, budget).EnumerateRunes().ToArray());
        var start = a.Count > 2 ? Position(a[2], text.Length) : text.Length;
        for (var i = Math.Min(start, text.Length - wanted.Length); i >= 0; i--)
            if (text.AsSpan(i, wanted.Length).SequenceEqual(wanted))
                return (long)i;
        return -1L;
    }

    private static string Text(IReadOnlyList<object?> arguments, int index, CelBudget budget)
    {
        var text = arguments[index] as string ?? throw NoOverload();
        budget.SpendLength(text.Length);
        return text;
    }

    private static Rune[] Runes(IReadOnlyList<object?> arguments, CelBudget budget) =>
        Text(arguments, 0, budget).EnumerateRunes().ToArray();

    private static int Limit(IReadOnlyList<object?> arguments, int index) =>
        arguments.Count <= index ? int.MaxValue
        : arguments[index] is long n
            ? n < 0 ? int.MaxValue
                : (int)Math.Min(n, int.MaxValue)
        : throw NoOverload();

    private static int Position(object? value, int length) =>
        value is not long i ? throw NoOverload()
        : i >= 0 && i <= length ? (int)i
        : throw new CelEvaluationException($"index out of range: {i}");

    private static string Substring(Rune[] text, IReadOnlyList<object?> a)
    {
        var start = Position(a[1], text.Length);
        var end = a.Count > 2 ? Position(a[2], text.Length) : text.Length;
        return start <= end
            ? string.Concat(text[start..end].Select(r => r.ToString()))
            : throw new CelEvaluationException($"invalid substring range. start: {start}, end: {end}");
    }

    private static string Ascii(string text, char from, char to, int shift) => string.Create(text.Length, text, (span, s) =>
        {
            for (var i = 0; i < s.Length; i++)
                span[i] = s[i] >= from && s[i] <= to ? (char)(s[i] + shift) : s[i];
        });

    /// <summary>An empty needle matches between all characters, as Go's <c>strings.Replace</c> does.</summary>
    private static string Replace(string text, string old, string replacement, int limit)
    {
        var result = new StringBuilder();
        var at = 0;
        for (var n = 0; n < limit; n++)
        {
            if (old.Length == 0)
            {
                result.Append(replacement);
                if (at == text.Length)
                    return result.ToString();
                result.Append(text[at++]);
                continue;
            }

            var found = text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
                break;
            result.Append(text, at, found - at).Append(replacement);
            at = found + old.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    private static List<object?> Split(string text, string separator, int limit)
    {
        if (limit == 0)
            return [];
        if (separator.Length > 0)
            return [.. text.Split(separator, limit)];
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToArray();
        return limit >= runes.Length ? [.. runes] : [.. runes[..(limit - 1)], string.Concat(runes[(limit - 1)..])];
    }

    private static System.Text.RegularExpressions.Regex Pattern(string pattern)
    {
        try
        {
            return Patterns.Compile(pattern);
        }
        catch (ArgumentException e)
        {
            throw new CelEvaluationException($"error parsing regexp: {e.Message}");
        }
    }
}
