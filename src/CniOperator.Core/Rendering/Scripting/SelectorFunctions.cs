using System.Text.RegularExpressions;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Label selectors written as an expression: <c>zone == 'a' &amp;&amp; has(rack)</c>. Grammar: Calico's documentation, "Selector syntax",
/// and
/// libcalico-go/lib/selector at v3.32. The API server takes any text for one, and who reads it later leaves a wrong one out silently.
/// </summary>
internal static partial class SelectorFunctions
{
    /// <summary>
    /// What is wrong with a selector, as the end of a sentence; <c>null</c> when it can be read. An empty one selects everything.
    /// </summary>
    internal static string? Problem(string text)
    {
        var (at, depth, wantsCondition) = (Blanks().Match(text).Length, 0, true);
        if (at == text.Length)
            return null;
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            var step = 1;
            if (wantsCondition && rest[0] == '(')
                depth++;
            else if (!wantsCondition && rest[0] == ')' && depth > 0)
                depth--;
            else if (wantsCondition && Condition().Match(text, at) is { Success: true } condition)
                (step, wantsCondition) = (condition.Length, false);
            else if (!wantsCondition && (rest.StartsWith("&&") || rest.StartsWith("||")))
                (step, wantsCondition) = (2, true);
            else if (!wantsCondition || rest[0] != '!')
                return $"at character {at + 1}, {Expected(text, at, wantsCondition)}";
            at += step;
            at += Blanks().Match(text, at).Length;
        }

        return wantsCondition ? "it ends where a condition should be"
            : depth > 0 ? "a closing parenthesis is missing"
            : null;
    }

    private static string Expected(string text, int at, bool wantsCondition) =>
        !wantsCondition
            ? text[at] == ')'
                ? "a parenthesis is closed that was not opened"
                : "&& or || should be"
            : SingleEquals().IsMatch(text, at)
                ? "equality is written =="
                : Unquoted().IsMatch(text, at)
                    ? "the value should be in quotes"
                    : "a condition should be";

    [GeneratedRegex(@"\G[ \t]*")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        """
            \G(?:all\([ \t]*\)|global\([ \t]*\)|has\([ \t]*[A-Za-z0-9_./-]{1,512}[ \t]*\)
            |[A-Za-z0-9_./-]{1,512}[ \t]*(?:
              (?:==|!=|contains|starts[ \t]*with|ends[ \t]*with)[ \t]*(?:"[^"]*"|'[^']*')
              |(?:not[ \t]*)?in[ \t]*\{[ \t]*(?:(?:"[^"]*"|'[^']*')[ \t]*(?:,[ \t]*(?:"[^"]*"|'[^']*')[ \t]*)*,?[ \t]*)?\}))
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Condition();

    [GeneratedRegex(@"\G[A-Za-z0-9_./-]+[ \t]*=(?!=)")]
    private static partial Regex SingleEquals();

    [GeneratedRegex(@"\G[A-Za-z0-9_./-]+[ \t]*(?:==|!=)[ \t]*[A-Za-z0-9_./-]")]
    private static partial Regex Unquoted();
}
