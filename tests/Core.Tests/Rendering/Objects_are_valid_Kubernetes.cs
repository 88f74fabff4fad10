using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Schemas;
using CsCheck;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Objects_are_valid_Kubernetes
{
    private const string Document = "kubernetes-openapi-v2-1.36.json.gz";

    private static readonly Lazy<KubernetesOpenApi> OpenApi = new(() => KubernetesOpenApi.Load(UpstreamFactAttribute.PathOf(Document)));

    [UpstreamFact(Document)]
    public void Every_object_of_every_sample_is_valid()
    {
        foreach (var file in Directory.GetFiles(Sample.SamplesFolder, "flannel*.yaml"))
            AssertValid(Sample.OfFile(file).Render());
    }

    [UpstreamFact(Document)]
    public void Every_object_is_valid_whatever_the_parameters_are() =>
        ParameterValues.Of(AddonCatalog.BuiltIn.Find("flannel")!.Parameters).Check(parameters => AssertValid(Accepted(parameters)), iter: 400);

    [Fact]
    public void Whatever_the_parameters_are_rendering_neither_throws_nor_fails_in_a_template() =>
        ParameterValues.Of(AddonCatalog.BuiltIn.Find("flannel")!.Parameters).Check(
            parameters =>
            {
                var result = Accepted(parameters);
                Assert.DoesNotContain(result.Findings, f => f.Rule == RenderRules.Template);
                Assert.NotEmpty(result.Objects);
                Assert.Empty(SchemaValidator.Validate(AddonCatalog.BuiltIn.Find("flannel")!.Parameters, parameters));
            },
            iter: 400);

    // Combinations that cannot work are refused elsewhere; here every rule is accepted, so that the templates meet them all.
    private static RenderResult Accepted(JsonObject parameters)
    {
        var request = Sample.Flannel(parameters.ToJsonString(), "10.244.0.0/16", "fd00::/56");
        var spec = request.Spec with { Acknowledge = [.. Sample.Renderer.AcknowledgeableRules] };
        var needed = Sample.Renderer.SecretsOf(spec).ToDictionary(s => s, _ => Sample.Psk);
        var result = Sample.Renderer.Render(request with { Spec = spec, Secrets = needed, PlaceholdersForMissingSecrets = true });
        Assert.DoesNotContain(result.Findings, f => f.Severity == Severity.Error && !f.Acknowledged && f.Rule != RenderRules.Secret);
        return result.Findings.Any(f => f.Blocks) ? Sample.Flannel().Render() : result;
    }

    private static void AssertValid(RenderResult result)
    {
        foreach (var manifest in result.Objects) Assert.Empty(OpenApi.Value.Check(manifest.Json).Select(p => $"{manifest.Key}: {p}"));
    }
}
