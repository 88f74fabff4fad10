using CniOperator.Core.Tests.Rendering;

namespace CniOperator.Core.Tests.Docs;

public sealed class Weave_page_is_complete
{
    [Fact]
    public void Every_difference_from_upstream_is_in_it()
    {
        // A heading and a rule, the labels in one row, and a row for each difference.
        var rows = DocsPage
            .Of("docs", "weave.md")
            .Section("Differences from upstream's manifest")
            .Text.Split('\n')
            .Count(l => l.StartsWith('|'));
        Assert.Equal(2 + 1 + Weave_equals_upstream.Differences.Count, rows);
    }
}
