using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Tests.Docs;
using CniOperator.Core.Tests.Rendering;

namespace CniOperator.Core.Tests.Catalog;

public sealed class User_addons_take_nothing_of_others
{
    private const string Location = "addons/tinynet";

    private static readonly IReadOnlyDictionary<string, string> Tinynet = Directory
        .GetFiles(Path.Combine(DocsPage.Root, "tests", "Shared", "addons", "tinynet"))
        .ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    [Fact]
    public void A_sound_one_is_added_to_the_built_in_ones_and_renders()
    {
        var catalog = With(Tinynet);

        Assert.Empty(catalog.Problems);
        Assert.Equal(AddonCatalog.BuiltIn.Addons.Count + 1, catalog.Addons.Count);
        Assert.True(catalog.Find("tinynet")!.FromUser);
        Assert.All(AddonCatalog.BuiltIn.Addons, a => Assert.False(a.FromUser));
        Assert.Equal(5, Render(catalog).Objects.Count);
    }

    [Fact]
    public void A_parameter_that_is_not_in_its_schema_is_a_finding_at_that_parameter()
    {
        var findings = Render(With(Tinynet), """{"prt": 1, "bridge": "No"}""").Findings;

        Assert.Equal(
            [("spec.parameters.prt", RenderRules.Parameter), ("spec.parameters.bridge", RenderRules.Parameter)],
            findings.Select(f => (f.Subject.ToString(), f.Rule))
        );
        Assert.Contains("Did you mean port?", findings[0].Fix, StringComparison.Ordinal);
        Assert.Contains("The bridge's name", findings[1].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: tinynet\n", "name: flannel\n", "name", "built-in addon, which cannot be replaced")]
    [InlineData("name: tinynet\n", "name: Tiny_Net\n", "name", "cannot stand in spec.provider")]
    [InlineData("namespace: tinynet\nd", "namespace: tinynet\nspecBlock: flannel\nd", "specBlock", "the CRD has a block for")]
    [InlineData("namespace: tinynet\nd", "namespace: kube-flannel\nd", "namespace", "is the namespace of addon flannel")]
    [InlineData("namespace: tinynet\nd", "namespace: cni-operator-system\nd", "namespace", "is the operator's own")]
    [InlineData(
        "  namespace: tinynet\n  name: tinynet\n",
        "  namespace: kube-flannel\n  name: kube-flannel-ds\n",
        "workloads[0].name",
        "is a workload of addon flannel"
    )]
    [InlineData("  when: params.port < 1024\n", "  when: params.port <\n", "", "Expecting")]
    public void A_descriptor_that_takes_what_is_anothers_is_refused_with_its_place_and_takes_no_other_down(
        string from,
        string to,
        string field,
        string message
    )
    {
        Assert.Contains(from, Tinynet["addon.yaml"], StringComparison.Ordinal);
        var files = new Dictionary<string, string>(Tinynet)
        {
            ["addon.yaml"] = Tinynet["addon.yaml"].Replace(from, to, StringComparison.Ordinal),
        };
        var name = to.StartsWith("name: ", StringComparison.Ordinal) ? to[6..].Trim() : "tinynet";
        files["addon.yaml"] = files["addon.yaml"].Replace("tinynet/", name + "/", StringComparison.Ordinal);

        var catalog = AddonCatalog.BuiltIn.With(
            [AddonFolder.Of($"addons/{name}", files), AddonFolder.Of("addons/other", Renamed("other"))],
            []
        );

        var problem = Assert.Single(catalog.Problems);
        Assert.Equal(($"addons/{name}/addon.yaml", field), (problem.File, problem.Field));
        Assert.Contains(message, problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(problem.Fix);
        Assert.True(field.Length == 0 ? problem.Line > 50 : problem.Line > 1, problem.ToString());
        Assert.Equal(
            [.. AddonCatalog.BuiltIn.Addons.Select(a => a.Name), "other"],
            catalog.Addons.Select(a => a.Name).Order(StringComparer.Ordinal).OrderBy(n => n == "other")
        );
    }

    [Fact]
    public void Of_two_of_one_name_the_first_stays()
    {
        var catalog = AddonCatalog.BuiltIn.With([AddonFolder.Of(Location, Tinynet), AddonFolder.Of("more/tinynet", Tinynet)], []);

        Assert.Contains(
            "addons/tinynet/addon.yaml, which was read first",
            Assert.Single(catalog.Problems).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("addons/tinynet/addon.yaml", catalog.Find("tinynet")!.DescriptorPath);
    }

    [Fact]
    public void A_template_that_does_not_parse_is_a_problem_at_once()
    {
        var catalog = With(new Dictionary<string, string>(Tinynet) { ["40-more.yaml.sbn"] = "a: 1\nb: {{ if }}\n" });

        Assert.Equal((Location + "/40-more.yaml.sbn", 2), (catalog.Problems[0].File, catalog.Problems[0].Line));
        Assert.Null(catalog.Find("tinynet"));
        var unknown = Render(catalog).Findings.Single();
        Assert.Equal(RenderRules.UnknownProvider, unknown.Rule);
        Assert.Contains("addons/tinynet/40-more.yaml.sbn:2", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apps/v1", "DaemonSet", "kube-flannel", "kube-flannel-ds", "is a workload of addon flannel")]
    [InlineData("v1", "ConfigMap", "kube-flannel", "kube-flannel-cfg", "is an object of addon flannel")]
    [InlineData("v1", "ConfigMap", "kube-flannel", "mine", "is in the Namespace of addon flannel")]
    [InlineData("v1", "ConfigMap", "kube-system", "calico-config", "is an object of addon calico")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRole", null, "weave-net", "is an object of addon weave")]
    [InlineData("v1", "Namespace", null, "kube-system", "is a Namespace of the cluster")]
    [InlineData("v1", "Namespace", null, "kube-flannel", "does not own")]
    [InlineData("v1", "Namespace", null, "team-a", "does not own")]
    [InlineData("v1", "Namespace", null, "cni-operator-system", "is the operator's own")]
    [InlineData("v1", "ConfigMap", "cni-operator-system", "last-valid-spec.default", "is the operator's own")]
    [InlineData("cni-operator.io/v1alpha1", "ClusterNetwork", null, "second", "is the operator's own")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "clusternetworks.cni-operator.io", "is the operator's own")]
    public void A_template_that_writes_what_is_anothers_is_a_finding(
        string apiVersion,
        string kind,
        string? ns,
        string name,
        string message
    )
    {
        var text =
            $"# a comment\n---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}{(ns is null ? "" : $", namespace: {ns}")}}}\n";

        var result = Render(With(new Dictionary<string, string>(Tinynet) { ["40-more.yaml.sbn"] = text }));

        var finding = Assert.Single(result.Findings);
        Assert.Equal(
            (RenderRules.ForeignObject, Severity.Error, Location + "/40-more.yaml.sbn:3"),
            (finding.Rule, finding.Severity, finding.Subject.ToString())
        );
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public void What_could_not_be_read_is_told_with_the_rest() =>
        Assert.Equal(
            "addons",
            Assert
                .Single(AddonCatalog.BuiltIn.With([], [new DocumentProblem("addons", 1, 1, "", "there is no such folder", "")]).Problems)
                .File
        );

    private static Dictionary<string, string> Renamed(string name) =>
        Tinynet.ToDictionary(f => f.Key, f => f.Value.Replace("tinynet", name, StringComparison.Ordinal));

    private static AddonCatalog With(IReadOnlyDictionary<string, string> files) =>
        AddonCatalog.BuiltIn.With([AddonFolder.Of(Location, files)], []);

    private static RenderResult Render(AddonCatalog catalog, string parameters = "{}")
    {
        var addon = catalog.Find("tinynet") ?? AddonCatalog.BuiltIn.Addons[0] with { Name = "tinynet", SpecBlock = null };
        var spec = Sample.SpecOf(addon, (JsonObject)JsonNode.Parse(parameters)!, "10.244.0.0/16");
        return new Renderer(catalog).Render(
            new RenderRequest("default", spec, ClusterFacts.None, new Dictionary<SecretKeyReference, string>())
        );
    }
}
