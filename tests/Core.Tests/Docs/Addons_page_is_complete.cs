using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Tests.Docs;

public sealed class Addons_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "addons.md");

    // Maps whose keys an addon chooses itself.
    private static readonly string[] FreeKeys = ["parameters", "values", "versions.tags", "backends.list.lacks"];

    [Fact]
    public void Every_field_of_flannels_descriptor_is_in_it()
    {
        var root = YamlReader
            .Read(File.ReadAllText(Path.Combine(DocsPage.Root, "templates", "flannel", "addon.yaml")), "addon.yaml")
            .Single()
            .Root;
        Assert.Empty(Fields(root, "").Select(Shared).Distinct().Except(Page.Section("The descriptor").Names()));
    }

    [Fact]
    public void Every_variable_of_templates_is_in_it()
    {
        var addon = AddonCatalog.BuiltIn.Find("flannel")!;
        var request = new RenderRequest(
            "default",
            new ClusterNetworkSpec(),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );
        var model = RenderModel.Of(request, addon, addon.Versions[0], null, new Dictionary<string, string>());
        Assert.Equal(model.Keys.Order(StringComparer.Ordinal), Page.Section("What templates see").Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_of_templates_is_in_it() =>
        Assert.Equal(
            ScriptFunctions.All.Keys.Order(StringComparer.Ordinal),
            Page.Section("Functions").Names().Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Fields(JsonNode? node, string path) =>
        node switch
        {
            JsonArray list => list.SelectMany(e => Fields(e, path)),
            JsonObject map when path == "images" => map.SelectMany(e => Fields(e.Value, path + ".")),
            JsonObject map => map.SelectMany(e => Fields(e.Value, Join(path, e.Key)).Prepend(Join(path, e.Key))),
            _ => [],
        };

    // The page states the fields of ports and requirements once.
    private static string Shared(string field) =>
        field.Split('.') is [.., "ports" or "requirements", _] parts ? $"{parts[^2]}.{parts[^1]}" : field;

    private static string Join(string path, string key) =>
        FreeKeys.Contains(path) || FreeKeys.Any(f => path.StartsWith(f + ".", StringComparison.Ordinal)) ? path
        : path.Length == 0 ? key
        : $"{path.TrimEnd('.')}.{key}";
}
