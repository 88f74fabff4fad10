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
            regex = new Regex(Re2Syntax.ToDotNet(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }

        if (Cache.Count >= CacheLimit)
            Cache.Clear();
        return Cache[pattern] = regex;
    }
}
