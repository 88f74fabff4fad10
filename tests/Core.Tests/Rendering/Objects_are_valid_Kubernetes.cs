using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;
using CsCheck;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Objects_are_valid_Kubernetes
{
    private const string Document = "kubernetes-openapi-v2-1.36.json.gz";

    private static readonly Lazy<KubernetesOpenApi> OpenApi = new(() => KubernetesOpenApi.Load(UpstreamFactAttribute.PathOf(Document)));

    public static TheoryData<string> Addons => [.. AddonCatalog.BuiltIn.Addons.Select(a => a.Name)];

    [UpstreamFact(Document)]
    public void Every_object_of_every_sample_is_valid()
    {
        foreach (var file in Sample.Files)
            AssertValid(Sample.OfFile(file).Render());
    }

    [UpstreamTheory(Document)]
    [MemberData(nameof(Addons))]
    public void Every_object_is_valid_whatever_the_parameters_are(string addon) =>
        ParameterValues
            .Of(AddonCatalog.BuiltIn.Find(addon)!.Parameters)
            .Check(parameters => AssertValid(Accepted(addon, parameters)), iter: 300);

    [Theory]
    [MemberData(nameof(Addons))]
    public void Whatever_the_parameters_are_rendering_neither_throws_nor_fails_in_a_template(string addon)
    {
        var rendered = 0;
        ParameterValues
            .Of(AddonCatalog.BuiltIn.Find(addon)!.Parameters)
            .Check(
                parameters =>
                {
                    var result = Accepted(addon, parameters);
                    Assert.DoesNotContain(result.Findings, f => f.Rule == RenderRules.Template);
                    if (result.Objects.Count > 0)
                        Interlocked.Increment(ref rendered);
                },
                iter: 300
            );
        Assert.True(
            rendered > 100,
            $"only {rendered} of 300 sets of parameters were rendered: the values made for {addon} are mostly refused"
        );
    }

    // Combinations that cannot work are refused elsewhere; here every rule is accepted, so that the templates meet them all.
    private static RenderResult Accepted(string name, JsonObject parameters)
    {
        var addon = AddonCatalog.BuiltIn.Find(name)!;
        Assert.DoesNotContain(SchemaValidator.Validate(addon.Parameters, parameters), e =>
            e.Type != FieldErrorType.Invalid || addon.Parameters.Validations.Count == 0
        );
        var spec = Sample.SpecOf(addon, parameters, "10.244.0.0/16", "fd00::/56") with
        {
            Acknowledge = [.. AllRules.Of(AddonCatalog.BuiltIn).Where(r => r.Acknowledgeable).Select(r => r.Id)],
        };
        var secrets = Sample.Renderer.SecretsOf(spec).ToDictionary(s => s, _ => Sample.Psk);
        var result = Sample.Renderer.Render(
            new RenderRequest("default", spec, ClusterFacts.None, secrets) { PlaceholdersForMissingSecrets = true }
        );
        Assert.DoesNotContain(Acknowledgement.Mark(result.Findings, spec.Acknowledge), f =>
            f.Blocks && f.Rule != RenderRules.Secret && f.Rule != RenderRules.Parameter
        );
        return result;
    }

    // Objects of kinds that the addon brings itself are judged by the CRD that it renders.
    private static void AssertValid(RenderResult result)
    {
        var schemas = result
            .Objects.Where(o => o.Key.Kind == "CustomResourceDefinition")
            .SelectMany(o => Served(o.Json))
            .ToDictionary(s => s.Kind, s => s.Schema);
        foreach (var manifest in result.Objects)
        {
            var problems = schemas.TryGetValue((manifest.Key.ApiVersion, manifest.Key.Kind), out var schema)
                ? Check(schema, manifest.Json)
                : OpenApi.Value.Check(manifest.Json);
            Assert.Empty(problems.Select(p => $"{manifest.Key}: {p}"));
        }
    }

    private static IEnumerable<string> Check(StructuralSchema schema, JsonObject json)
    {
        var copy = (JsonObject)json.DeepClone();
        return SchemaPruner
            .Prune(schema, copy, isResourceRoot: true)
            .Select(p => $"{p} is unknown")
            .Concat(SchemaValidator.Validate(schema, json).Select(e => e.ToString()));
    }

    private static IEnumerable<((string ApiVersion, string Kind) Kind, StructuralSchema Schema)> Served(JsonObject crd) =>
        crd["spec"]!["versions"]!
            .AsArray()
            .Select(v =>
                (
                    ($"{crd["spec"]!["group"]}/{v!["name"]}", crd["spec"]!["names"]!["kind"]!.GetValue<string>()),
                    StructuralSchema.Parse(v["schema"]!["openAPIV3Schema"]!.AsObject())
                )
            );
}
