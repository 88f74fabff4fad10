using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// Regular expressions of schemas and of CEL's <c>matches</c>. Kubernetes uses RE2, which knows no backtracking; so the non-backtracking
/// engine runs them, and what RE2 would refuse (look-around, back references) is refused here too. Bounded cache: patterns come from CRDs.
/// </summary>
internal static class Patterns
{
    private const int CacheLimit = 1000;

    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression that RE2 takes.</exception>
    internal static Regex Compile(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
            return known;
        Regex regex;
        try
        {
            regex = new Regex(ToDotNet(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }

        if (Cache.Count >= CacheLimit)
            Cache.Clear();
        return Cache[pattern] = regex;
    }

    /// <summary>RE2's <c>$</c> means the very end, .NET's also the place before a last line feed; <c>\d</c> and <c>\w</c> are ASCII there.</summary>
    private static string ToDotNet(string pattern)
    {
        var result = new System.Text.StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var next = pattern[++i];
                result.Append(
                    (next, inClass) switch
                    {
                        ('d', false) => "[0-9]",
                        ('d', true) => "0-9",
                        ('w', false) => "[0-9A-Za-z_]",
                        ('w', true) => "0-9A-Za-z_",
                        ('D', false) => "[^0-9]",
                        ('W', false) => "[^0-9A-Za-z_]",
                        ('z', false) => "\\z",
                        _ => "\\" + next,
                    }
                );
                continue;
            }

            if (c == '[' && !inClass)
            {
                inClass = true;
                result.Append(c);
                // A bracket or caret right after the opening is literal.
                if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    result.Append(pattern[++i]);
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                {
                    result.Append("\\]");
                    i++;
                }
                continue;
            }

            if (c == ']' && inClass)
                inClass = false;
            if (inClass && c == '[' && !(i + 1 < pattern.Length && pattern[i + 1] == ':'))
                result.Append('\\');
            result.Append(c == '$' && !inClass ? "\\z" : c.ToString());
        }

        return result.ToString();
    }
}
