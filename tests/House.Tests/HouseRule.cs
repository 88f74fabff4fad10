using CniOperator.House.Tests.Sources;

namespace CniOperator.House.Tests;

/// <summary>
/// Compares what breaks a rule with the list of exceptions, which may only shrink. A message ends with the entry that the list would have.
/// </summary>
internal static class HouseRule
{
    private const string List = "tests/House.Tests/exceptions.txt";

    /// <summary>Fails for a breach that is not listed, and for a listed one that is gone.</summary>
    /// <param name="rule">Name that begins the rule's lines in the list.</param>
    /// <param name="breaches">What breaks it.</param>
    internal static void Hold(string rule, IEnumerable<Breach> breaches)
    {
        IReadOnlyList<Breach> all = [.. breaches];
        var listed = Listed(rule);
        var found = all.Select(b => b.Entry).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> messages =
        [
            .. all.Where(b => !listed.ContainsKey(b.Entry)).Select(b => $"{b.File}:{b.Line} {b.Message} [{rule}: {b.Entry}]"),
            .. listed.Where(e => !found.Contains(e.Key)).Select(e => $"{List}:{e.Value} \"{rule}: {e.Key}\" is fixed: delete the line"),
        ];
        Assert.True(messages.Count == 0, $"{rule}: {messages.Count} to fix\n{string.Join('\n', messages)}");
    }

    private static Dictionary<string, int> Listed(string rule) =>
        Repository
            .Read(List)
            .Split('\n')
            .Select((text, index) => (Text: text, Line: index + 1))
            .Where(l => l.Text.StartsWith(rule + ": ", StringComparison.Ordinal))
            .ToDictionary(l => l.Text[(rule.Length + 2)..], l => l.Line, StringComparer.Ordinal);
}
