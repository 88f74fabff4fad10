using System.Globalization;

namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>
/// What is wrong with a text before its parts are looked at: characters that stand in no address, and things that are not a single one.
/// </summary>
internal static class CharacterDiagnosis
{
    /// <summary>The first such problem, or <c>null</c>.</summary>
    internal static TextProblem? Of(string text, Func<string, string?> correct)
    {
        if (text.Length == 0)
            return new TextProblem("is empty");
        if (text.Any(c => char.IsWhiteSpace(c)))
            return new TextProblem(
                text.Trim().Length == 0 ? "is blank" : "has spaces or line breaks",
                correct(string.Concat(text.Where(c => !char.IsWhiteSpace(c))))
            );
        if (text.Contains("://", StringComparison.Ordinal))
            return new TextProblem("is a URL");
        if (text.Contains(',', StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal))
            return new TextProblem("is a list; each entry holds one");
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') is var odd and >= 0)
            return new TextProblem(
                $"has the character U+{(int)text[odd]:X4}, which stands in no address",
                IsInvisible(text[odd]) ? correct(string.Concat(text.Where(c => !IsInvisible(c)))) : null
            );
        if (text.Contains('*', StringComparison.Ordinal))
            return new TextProblem("has a wildcard; a prefix length says how many bits are free");
        if (text.IndexOfAny(['[', ']']) >= 0)
            return new TextProblem(
                "has brackets, which belong around an address with a port",
                correct(string.Concat(text.Where(c => c is not ('[' or ']'))))
            );
        if (text.IndexOfAny(['"', '\'', '`']) >= 0)
            return new TextProblem("has quotes in it", correct(string.Concat(text.Where(c => c is not ('"' or '\'' or '`')))));
        return null;
    }

    /// <summary>These are never meant; a digit of another script is, but a reader must not guess.</summary>
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
