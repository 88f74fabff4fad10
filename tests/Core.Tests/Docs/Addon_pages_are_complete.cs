using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Tests.Docs;

public sealed class Addon_pages_are_complete
{
    public static TheoryData<string> Addons => ["flannel", "calico", "weave", "canal"];

    [Theory]
    [MemberData(nameof(Addons))]
    public void Every_parameter_is_in_it_with_its_default(string name) =>
        Assert.Equal(
            Parameters(Addon(name).Parameters, "").Order(StringComparer.Ordinal),
            Page(name).Section("Parameters").Rows().Select(r => $"{r[0].Trim('`')} {r[2].Trim('`')}").Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Addons))]
    public void Every_version_is_in_it_with_its_tags(string name)
    {
        var addon = Addon(name);
        var rows = Page(name).Section("Versions").Rows();
        Assert.Equal(addon.Versions.Count, rows.Count);
        foreach (var (version, row) in addon.Versions.Zip(rows))
        {
            var mark = version.Version == addon.DefaultVersion ? " (default)" : "";
            var tags = addon.Images.Keys.Select(k => version.Tags.TryGetValue(k, out var tag) ? $"`{tag}`" : "–").ToArray();
            Assert.Equal([$"`{version.Version}`{mark}", .. tags], row[..(tags.Length + 1)]);
        }
    }

    [Theory]
    [MemberData(nameof(Addons))]
    public void Every_backend_is_in_it_with_its_families_and_overhead(string name)
    {
        var backends = Addon(name).Backends.All;
        var rows = Page(name).Section("Backends").Rows();
        Assert.Equal(backends.Select(b => b.Name), rows.Select(r => r[0].Trim('`')));
        foreach (var (backend, row) in backends.Zip(rows))
        {
            Assert.Equal(backend.Families.Contains("ipv6"), row[1].Contains("IPv6", StringComparison.Ordinal));
            Assert.StartsWith(
                backend.Overhead.Ipv4.ToString(System.Globalization.CultureInfo.InvariantCulture),
                row[3],
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [MemberData(nameof(Addons))]
    public void Everything_that_stays_on_nodes_is_in_it(string name)
    {
        var text = Page(name).Section("What stays behind").Text;
        var left = Addon(name).Leftovers;
        Assert.All(
            left.Interfaces.Concat(left.Files).Concat(left.IptablesChains).Concat(left.NftablesTables).Concat(left.NodeAnnotations),
            entry => Assert.Contains($"`{entry}`", text, StringComparison.Ordinal)
        );
    }

    private static Addon Addon(string name) => AddonCatalog.BuiltIn.Find(name)!;

    private static DocsPage Page(string name) => DocsPage.Of("docs", name + ".md");

    private static IEnumerable<string> Parameters(StructuralSchema schema, string path) =>
        schema.Properties.SelectMany(p =>
            p.Value.Properties.Count > 0
                ? Parameters(p.Value, $"{path}{p.Key}.")
                :
                [
                    $"{path}{p.Key} {p.Value.Default?.ToJsonString() ?? "–"}",
                    .. p.Value.Items is { } items ? Parameters(items, $"{path}{p.Key}[].") : [],
                ]
        );
}
