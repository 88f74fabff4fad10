using System.Text.RegularExpressions;

namespace CniOperator.Core.Tests.Docs;

public sealed partial class Links_resolve
{
    private static readonly string[] Ignored = ["bin", "obj", ".git"];

    public static TheoryData<string> Pages =>
        [
            .. Directory
                .EnumerateFiles(DocsPage.Root, "*.md", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(DocsPage.Root, f))
                .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(Ignored).Any())
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_a_page_leads_to_a_file_and_a_heading(string page)
    {
        var from = DocsPage.Of(page);
        var targets = Link()
            .Matches(from.Text)
            .Concat(Image().Matches(from.Text))
            .Select(m => m.Groups[1].Value)
            .Where(t => !t.Contains("://", StringComparison.Ordinal));
        Assert.DoesNotContain(targets, t => !Resolves(from, t));
    }

    private static bool Resolves(DocsPage from, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? from.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Path)!, parts[0]));
        if (parts.Length == 1)
            return File.Exists(path) || Directory.Exists(path);
        return File.Exists(path) && Anchors(DocsPage.At(path)).Contains(parts[1]);
    }

    // GitHub's way: lower case, spaces become hyphens, everything but letters, digits, hyphens and underscores goes.
    private static IEnumerable<string> Anchors(DocsPage page) =>
        page
            .Text.Split('\n')
            .Where(l => l.StartsWith('#'))
            .Select(l => NotInAnchors().Replace(l.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'), ""));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?:src|srcset)=\"([^\"]+)\"")]
    private static partial Regex Image();

    [GeneratedRegex(@"[^\p{L}\p{N}_-]")]
    private static partial Regex NotInAnchors();
}
