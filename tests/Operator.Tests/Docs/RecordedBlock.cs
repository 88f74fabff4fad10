namespace CniOperator.Operator.Tests.Docs;

/// <summary>
/// A block of a page that shows a real run: after <c>&lt;!-- recorded: NAME --&gt;</c>. <c>UPDATE_GOLDEN=1</c> records it again.
/// </summary>
internal static class RecordedBlock
{
    /// <summary>The block as the page has it; when it is to be recorded, <paramref name="current"/> first goes into the page.</summary>
    internal static string Of(string page, string name, string? current)
    {
        var text = File.ReadAllText(page).ReplaceLineEndings("\n");
        var begin = $"<!-- recorded: {name} -->\n```text\n";
        var at = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{page} has no block after <!-- recorded: {name} -->");
        at += begin.Length;
        var end = text.IndexOf("```\n", at, StringComparison.Ordinal);
        if (current is null || Environment.GetEnvironmentVariable("UPDATE_GOLDEN") != "1")
            return text[at..end];
        File.WriteAllText(page, text[..at] + current + text[end..]);
        return current;
    }
}
