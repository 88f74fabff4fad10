using CniOperator.Core.Catalog;
using CniOperator.Core.Schemas;
using CniOperator.Core.Tests.Rendering;

namespace CniOperator.Core.Tests.Docs;

public sealed class Flannel_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "flannel.md");
    private static readonly Addon Flannel = AddonCatalog.BuiltIn.Find("flannel")!;

    [Fact]
    public void Every_parameter_is_in_it_with_its_default() => Assert.Equal(
        Parameters(Flannel.Parameters, "").Order(StringComparer.Ordinal),
        Page.Section("Parameters").Rows().Select(r => $"{r[0].Trim('`')} {r[2].Trim('`')}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_version_is_in_it_with_its_tags()
    {
        var rows = Page.Section("Versions").Rows();
        Assert.Equal(Flannel.Versions.Count, rows.Count);
        foreach (var (version, row) in Flannel.Versions.Zip(rows))
        {
            var mark = version.Version == Flannel.DefaultVersion ? " (default)" : "";
            Assert.Equal([$"`{version.Version}`{mark}", .. Flannel.Images.Keys.Select(k => $"`{version.Tags[k]}`")], row[..4]);
        }
    }

    [Fact]
    public void Every_backend_is_in_it_with_its_families_and_overhead()
    {
        var rows = Page.Section("Backends").Rows();
        Assert.Equal(Flannel.Backends.All.Select(b => b.Name), rows.Select(r => r[0].Trim('`')));
        foreach (var (backend, row) in Flannel.Backends.All.Zip(rows))
        {
            Assert.Equal(backend.Families.Contains("ipv6"), row[1].Contains("IPv6", StringComparison.Ordinal));
            Assert.StartsWith(backend.Overhead.Ipv4.ToString(System.Globalization.CultureInfo.InvariantCulture), row[3], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Everything_that_stays_on_nodes_is_in_it()
    {
        var text = Page.Section("What stays behind").Text;
        var left = Flannel.Leftovers;
        Assert.All(
            left.Interfaces.Concat(left.Files).Concat(left.IptablesChains).Concat(left.NftablesTables).Concat(left.NodeAnnotations),
            name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_difference_from_upstream_is_in_it()
    {
        var text = Page.Section("Differences from upstream's manifest").Text;
        var names = UpstreamDifferences.OfEveryObject.Keys.Select(k => k[(k.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']'))
            .Concat(["POD_NAME", "POD_NAMESPACE", "install-cni-plugin", "install-cni", "kube-flannel", Api.ClusterNetworkApi.HashAnnotation]).Concat(UpstreamDifferences.JsonTexts.Select(t => t[5..].TrimEnd(']')));
        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.Equal(6, UpstreamDifferences.OfKind.Count);
    }

    private static IEnumerable<string> Parameters(StructuralSchema schema, string path) => schema.Properties.SelectMany(p => p.Value.Properties.Count > 0
        ? Parameters(p.Value, $"{path}{p.Key}.")
        : [$"{path}{p.Key} {p.Value.Default?.ToJsonString() ?? "–"}"]);
}
