using System.Globalization;
using CniOperator.Core.Catalog;
using CniOperator.Core.Schemas;
using CniOperator.Core.Tests.Rendering;

namespace CniOperator.Core.Tests.Docs;

public sealed class Weave_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "weave.md");
    private static readonly Addon Weave = AddonCatalog.BuiltIn.Find("weave")!;

    [Fact]
    public void Every_parameter_is_in_it_with_its_default() => Assert.Equal(
        Parameters(Weave.Parameters, "").Order(StringComparer.Ordinal),
        Page.Section("Parameters").Rows().Select(r => $"{r[0].Trim('`')} {r[2].Trim('`')}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_version_is_in_it_with_its_tags() => Assert.Equal(
        Weave.Versions.Select(v => $"`{v.Version}`{(v.Version == Weave.DefaultVersion ? " (default)" : "")} | `{v.Tags["kube"]}` | `{v.Tags["npc"]}`"),
        Page.Section("Versions").Rows().Select(r => string.Join(" | ", r[..3])));

    [Fact]
    public void Every_backend_is_in_it_with_its_overhead() => Assert.Equal(
        Weave.Backends.All.Select(b => $"`{b.Name}` {b.Overhead.Ipv4.ToString(CultureInfo.InvariantCulture)}"),
        Page.Section("Backends").Rows().Select(r => $"{r[0]} {r[3]}"));

    [Fact]
    public void Everything_that_stays_on_nodes_is_in_it()
    {
        var text = Page.Section("What stays behind").Text;
        var left = Weave.Leftovers;
        Assert.All(left.Interfaces.Concat(left.Files).Concat(left.IptablesChains), name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_difference_from_upstream_is_in_it() =>
        Assert.Equal(Weave_equals_upstream.Differences.Count + 1, Page.Section("Differences from upstream's manifest").Text.Split('\n').Count(l => l.StartsWith('|')) - 2);

    private static IEnumerable<string> Parameters(StructuralSchema schema, string path) => schema.Properties.SelectMany(p => p.Value.Properties.Count > 0
        ? Parameters(p.Value, $"{path}{p.Key}.")
        : [$"{path}{p.Key} {p.Value.Default?.ToJsonString() ?? "–"}"]);
}
