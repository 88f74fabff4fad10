using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Flannel_equals_upstream
{
    private const string UpstreamFile = "kube-flannel-v0.28.9.yaml";

    [UpstreamFact(UpstreamFile)]
    public void With_upstreams_parameters_every_field_is_upstreams_except_for_the_listed_differences()
    {
        var upstream = YamlReader
            .Read(File.ReadAllText(UpstreamFactAttribute.PathOf(UpstreamFile)), UpstreamFile)
            .Select(d => Manifest.Of((JsonObject)d.Root!));
        var ours = Sample.Flannel().Render().Objects;

        var unexplained = ManifestDiff.Between(upstream, ours).Where(d => !IsDeliberate(d)).Select(d => d.ToString());

        Assert.Empty(unexplained);
    }

    private static bool IsDeliberate(FieldDifference difference) =>
        UpstreamDifferences.OfEveryObject.ContainsKey(difference.Path)
        || UpstreamDifferences.OfKind.ContainsKey((difference.Key.Kind, difference.Path))
        || (
            UpstreamDifferences.JsonTexts.Contains(difference.Path)
            && JsonNode.DeepEquals(
                JsonNode.Parse(difference.Before!.GetValue<string>()),
                JsonNode.Parse(difference.After!.GetValue<string>())
            )
        );
}
