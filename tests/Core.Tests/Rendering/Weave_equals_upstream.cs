using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Weave_equals_upstream
{
    /// <summary>Where ours differs from upstream's on purpose, each with its reason. Everything else must be equal.</summary>
    internal static readonly IReadOnlyDictionary<(string Kind, string Path), string> Differences = new Dictionary<(string, string), string>
    {
        [("ClusterRole", "extensions")] = "networkpolicies of the group extensions, which no Kubernetes since 1.16 serves, are not granted",
        [("DaemonSet", "image")] = "a release instead of latest, with the registry's name",
        [("DaemonSet", "spec.updateStrategy.rollingUpdate")] = "spec.rollout.maxUnavailable decides how many nodes a change takes at once",
        [("DaemonSet", "imagePullPolicy")] = "spec.images.pullPolicy decides; Always belongs to latest",
        [("DaemonSet", "terminationMessagePolicy")] =
            "the kubelet reports the end of a failed container's log, so that status can say why a pod fails",
        [("DaemonSet", "spec.template.spec.initContainers[weave-init].env")] =
            "upstream states an empty list as null; here it has IPTABLES_BACKEND",
        [("DaemonSet", "env[IPTABLES_BACKEND]")] = "without it router and policy controller choose, and differently",
        [("DaemonSet", "spec.template.spec.containers[weave].command")] = "keeps the node's bridge before it runs upstream's script",
        [("ConfigMap", "")] = "every pod crashes once without it",
    };

    [Theory]
    [UpstreamVariant("weave", "v2.9.0")]
    [UpstreamVariant("weave", "v2.8.10")]
    public void With_upstreams_parameters_every_field_is_upstreams_except_for_the_listed_differences(string variant, string version)
    {
        var upstream = Upstream(UpstreamVariantAttribute.FileOf(variant, version)).ToList();
        foreach (var role in upstream.Where(m => m.Key.Kind == "ClusterRole"))
            Drop(role, "extensions");
        var ours = Sample.OfFile(Path.Combine(Sample.SamplesFolder, "weave.yaml")).At(version[1..]).Render().Objects;

        Assert.Empty(ManifestDiff.Between(upstream, ours).Where(d => !IsDeliberate(d)).Select(d => d.ToString()));
    }

    private static IEnumerable<Manifest> Upstream(string file) =>
        YamlReader
            .Read(File.ReadAllText(UpstreamFactAttribute.PathOf(file)), file)
            .SelectMany(d => d.Root!["items"]!.AsArray())
            .Select(i => Manifest.Of((JsonObject)i!.DeepClone()));

    private static void Drop(Manifest role, string group)
    {
        var rules = role.Json["rules"]!.AsArray();
        rules.Remove(rules.Single(r => r!["apiGroups"]![0]!.GetValue<string>() == group));
    }

    private static bool IsDeliberate(FieldDifference difference) =>
        UpstreamDifferences.OfEveryObject.ContainsKey(difference.Path)
        || Differences.Keys.Any(d =>
            d.Kind == difference.Key.Kind
            && (
                difference.Path == d.Path
                || difference.Path.EndsWith("]." + d.Path, StringComparison.Ordinal)
                || difference.Path.StartsWith(d.Path + "[", StringComparison.Ordinal)
            )
        );
}
