using System.Text.Json.Nodes;
using CniOperator.Core.Documents;
using CniOperator.Core.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Calico_equals_upstream
{
    private const string UpstreamFile = "calico-v3.32.1.yaml";

    private static readonly Lazy<IReadOnlyList<Manifest>> Upstream = new(() =>
        [.. YamlReader.Read(File.ReadAllText(UpstreamFactAttribute.PathOf(UpstreamFile)), UpstreamFile).Select(d => Manifest.Of((JsonObject)d.Root!))]);

    [UpstreamFact(UpstreamFile)]
    public void With_upstreams_parameters_every_field_is_upstreams_but_for_the_listed_differences()
    {
        var differences = ManifestDiff.Between(Upstream.Value.Where(m => m.Key.Kind != "ClusterRole"), CalicoSample.Of().Render().Objects.Where(m => m.Key.Kind != "ClusterRole")).ToList();

        Assert.Empty(differences.Where(d => !CalicoDifferences.Explains(d)).Select(d => d.ToString()));
        Assert.Empty(CalicoDifferences.Objects.Keys.Except(differences.Select(d => d.Key.Kind)));
    }

    [UpstreamFact(UpstreamFile)]
    public void Accounts_have_the_rights_of_upstreams_but_for_those_listed()
    {
        var ours = CalicoSample.Of().Render().Objects.Where(m => m.Key.Kind == "ClusterRole").ToDictionary(m => m.Key.Name, m => Rights(m.Json));
        foreach (var role in Upstream.Value.Where(m => m.Key.Kind == "ClusterRole"))
        {
            var theirs = Rights(role.Json);
            Assert.Empty(ours[role.Key.Name].Except(theirs));
            var left = theirs.Except(ours[role.Key.Name]).Select(r => r.Split(' ')[1]).Distinct();
            Assert.Equal(role.Key.Name == "calico-kube-controllers" ? CalicoDifferences.Rights.Keys.Order() : [], left.Order());
        }
    }

    // Rules may be cut in any way; what counts is what they grant together.
    private static HashSet<string> Rights(JsonObject role) =>
        [.. from rule in role["rules"]!.AsArray()
            from grp in rule!["apiGroups"].Texts()
            from resource in rule["resources"].Texts()
            from verb in rule["verbs"].Texts()
            select $"{verb} {grp}/{resource} {rule["resourceNames"]?.ToJsonString()}"];
}
