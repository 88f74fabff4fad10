using System.Globalization;
using CniOperator.Core.Catalog;

namespace CniOperator.Core.Tests.Docs;

public sealed class Providers_page_is_complete
{
    private static readonly IReadOnlyList<string[]> Lines =
    [
        .. DocsPage
            .Of("docs", "providers.md")
            .Text.Split('\n')
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | ").Select(c => c.Trim()).ToArray()),
    ];

    public static TheoryData<string> Addons => [.. AddonCatalog.BuiltIn.Addons.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Addons))]
    public void Every_addon_has_a_column_with_its_backends_overhead_plugins_and_workloads(string name)
    {
        var addon = AddonCatalog.BuiltIn.Find(name)!;
        Assert.Equal($"`spec.{addon.SpecBlock ?? "parameters"}`", Cell(name, "settings"));
        var overhead = Cell(name, "overhead in bytes a packet");
        Assert.All(addon.Backends.All, b =>
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{b.Name} {b.Overhead.Ipv4}"), overhead, StringComparison.Ordinal)
        );
        var plugins = Cell(name, "CNI plugins that nodes must bring");
        Assert.Equal(
            addon.Cni.NeededPlugins.Count == 0 ? ["none"] : addon.Cni.NeededPlugins.Order(StringComparer.Ordinal),
            plugins.Split(", ").Order(StringComparer.Ordinal)
        );
        Assert.All(addon.Workloads, w => Assert.Contains(w.Key.Name, Cell(name, "runs as"), StringComparison.Ordinal));
        Assert.Equal(addon.Lifecycle == "legacy", Cell(name, "state of the project").Contains("legacy", StringComparison.Ordinal));
    }

    private static string Cell(string addon, string row)
    {
        var column = Array.IndexOf(Lines.Single(l => l[0] == "`spec.provider`"), $"`{addon}`");
        Assert.True(column > 0, $"docs/providers.md has no column for {addon}");
        return Lines.Single(l => l[0] == row)[column];
    }
}
