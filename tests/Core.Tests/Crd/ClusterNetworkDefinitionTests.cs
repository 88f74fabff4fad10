using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Tests.Docs;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Core.Tests.Crd;

public class ClusterNetworkDefinitionTests
{
    [Fact]
    public void Every_field_has_a_description() =>
        Assert.Empty(
            Walk(ClusterNetworkDefinition.Schema, "")
                .Where(n => n.Path != ".metadata" && string.IsNullOrEmpty(n.Schema.Description))
                .Select(n => n.Path)
        );

    [Fact]
    public void An_api_server_would_accept_the_schema() =>
        Assert.Empty(SchemaChecker.Check(ClusterNetworkDefinition.Schema).Select(e => e.ToString()));

    [Fact]
    public void Names_are_those_of_the_contract()
    {
        var crd = ClusterNetworkDefinition.Json;
        Assert.Equal(ClusterNetworkApi.CrdName, (string?)crd["metadata"]!["name"]);
        Assert.Equal("Cluster", (string?)crd["spec"]!["scope"]);
        Assert.Equal("cnet", (string?)crd["spec"]!["names"]!["shortNames"]![0]);
        Assert.Equal("cni", (string?)crd["spec"]!["names"]!["categories"]![0]);
    }

    [Fact]
    public void Defaults_of_the_types_are_the_defaults_of_the_definition()
    {
        var expected = ClusterNetworkJson.WriteSpec(new ClusterNetworkSpec());
        var spec = new JsonObject { ["podNetwork"] = new JsonObject() };
        SchemaDefaulter.Apply(ClusterNetworkDefinition.Schema.Properties["spec"], spec);
        var read = ClusterNetworkJson.WriteSpec(ClusterNetworkJson.ReadSpec(spec));
        Assert.True(JsonNode.DeepEquals(expected, read), $"{expected}\n{read}");
        // Whatever the definition has a default for, the types have too: reading an empty spec finds the same.
        Assert.True(JsonNode.DeepEquals(read, ClusterNetworkJson.WriteSpec(ClusterNetworkJson.ReadSpec([]))));
    }

    [Fact]
    public void Fields_of_the_types_are_fields_of_the_definition()
    {
        var spec = ClusterNetworkJson.WriteSpec(
            new ClusterNetworkSpec
            {
                ServiceNetwork = new ServiceNetwork(),
                PodNetwork = new PodNetwork { Mtu = 1450 },
                Flannel = [],
                Calico = [],
                Weave = [],
                Canal = [],
                Parameters = [],
                Placement = new Placement { Tolerations = [], Resources = [] },
                Patches = [new ObjectPatch { Patch = new JsonObject() }],
            }
        );
        Assert.Equal(ClusterNetworkDefinition.Schema.Properties["spec"].Properties.Keys.Order(), spec.Select(p => p.Key).Order());
        Assert.Empty(SchemaPruner.Prune(ClusterNetworkDefinition.Schema.Properties["spec"], spec, isResourceRoot: false));
        Assert.Empty(
            SchemaPruner.Prune(ClusterNetworkDefinition.Schema.Properties["status"], StatusJson.Write(FullStatus()), isResourceRoot: false)
        );
        Assert.Empty(
            SchemaValidator
                .Validate(ClusterNetworkDefinition.Schema.Properties["status"], StatusJson.Write(FullStatus()))
                .Select(e => e.ToString())
        );
    }

    [Fact]
    public void A_number_and_a_whole_float_are_read_where_the_schema_allows_them()
    {
        var spec = ClusterNetworkJson.ReadSpec(JsonNode.Parse("""{"rollout":{"maxUnavailable":3,"canaryNodes":2.0}}""")!.AsObject());
        Assert.Equal(("3", 2), (spec.Rollout.MaxUnavailable, spec.Rollout.CanaryNodes));
        Assert.Equal("3", ClusterNetworkJson.WriteSpec(spec)["rollout"]!["maxUnavailable"]!.ToJsonString());
    }

    public static TheoryData<string> AddonsWithBlocks =>
        [.. AddonCatalog.BuiltIn.Addons.Where(a => a.SpecBlock is not null).Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(AddonsWithBlocks))]
    public void The_settings_in_a_block_of_the_spec_are_those_of_its_addon(string name)
    {
        var block = AddonCatalog.BuiltIn.Find(name)!.SpecBlock!;
        var crd = ClusterNetworkDefinition.Json["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]![
            "properties"
        ]![block];
        var descriptor = Path.Combine(DocsPage.Root, "templates", name, "addon.yaml");
        var parameters = YamlReader.Read(File.ReadAllText(descriptor), descriptor)[0].Root!["parameters"];
        Assert.Equal(YamlWriter.Write(parameters), YamlWriter.Write(crd));
    }

    [Fact]
    public void The_provider_cannot_be_changed()
    {
        var schema = ClusterNetworkDefinition.Schema.Properties["spec"];
        JsonObject With(string provider) =>
            new()
            {
                ["provider"] = provider,
                ["podNetwork"] = new JsonObject { ["cidrs"] = new JsonArray("10.0.0.0/8") },
            };
        Assert.Empty(SchemaValidator.Validate(schema, With("flannel"), With("flannel")));
        Assert.StartsWith(
            "provider: Invalid value: \"calico\": the provider cannot be changed in place",
            Assert.Single(SchemaValidator.Validate(schema, With("calico"), With("flannel"))).ToString(),
            StringComparison.Ordinal
        );
    }

    private static ClusterNetworkStatus FullStatus() =>
        new()
        {
            ObservedGeneration = 1,
            Provider = "flannel",
            Version = "v1",
            Mtu = 1450,
            Conditions = [new Condition("Ready", "True", "AllGood", "fine", 1, DateTimeOffset.UnixEpoch)],
            AddressPlan = new AddressPlanStatus
            {
                CapacityNodes = 256,
                AllocatedNodes = 3,
                FreeNodes = 253,
                PodsPerNode = 254,
                UtilizationPercent = 1,
                Findings = [new FindingStatus("a/b", "Info", "s", "m", "f", false)],
                FindingsOmitted = 1,
            },
            Rollout = new RolloutStatus
            {
                Nodes = "1/1",
                Problems = [new RolloutProblem("n", "p", "r", "m")],
                ProblemsOmitted = 2,
            },
            NetworkModel = [new NetworkRequirement("NetworkPolicy", "True", "m")],
            Applied = new AppliedStatus(1, "h", DateTimeOffset.UnixEpoch),
        };

    private static IEnumerable<(string Path, StructuralSchema Schema)> Walk(StructuralSchema schema, string path) =>
        schema
            .Properties.Select(p => (p.Key, p.Value))
            .Concat(schema.Items is { } i ? [("[]", i)] : [])
            .Concat(schema.AdditionalProperties is { } a ? [("*", a)] : [])
            .SelectMany(c => Walk(c.Item2, $"{path}.{c.Item1}"))
            .Prepend((path, schema));
}
