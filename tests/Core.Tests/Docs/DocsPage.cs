using System.Text.RegularExpressions;

namespace CniOperator.Core.Tests.Docs;

/// <summary>A page of <c>docs/</c> as tests read it: by heading and table.</summary>
internal sealed partial record DocsPage(string Path, string Text)
{
    /// <summary>The repository's folder.</summary>
    internal static string Root { get; } = FindRoot();

    internal static DocsPage Of(params string[] path) => At(System.IO.Path.Combine([Root, .. path]));

    internal static DocsPage At(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The part under a heading of the second level.</summary>
    internal DocsPage Section(string heading)
    {
        var begin = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{Path} has no heading \"## {heading}\"");
        var end = Text.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return this with { Text = end < 0 ? Text[begin..] : Text[begin..end] };
    }

    /// <summary>The cells of every table's rows whose first cell begins with code.</summary>
    internal IReadOnlyList<string[]> Rows() =>
        [
            .. Text.Split('\n')
                .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
                .Select(l => l.Trim('|', ' ').Split(" | ").Select(c => c.Trim()).ToArray()),
        ];

    /// <summary>What stands as code in the first cells.</summary>
    internal IReadOnlyList<string> Names() => [.. Rows().SelectMany(r => Code().Matches(r[0])).Select(m => m.Groups[1].Value)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "CniOperator.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
