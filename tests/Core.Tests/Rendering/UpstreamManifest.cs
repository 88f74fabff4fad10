using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>What upstream's manifests say, in terms that ours can be held against.</summary>
internal static class UpstreamManifest
{
    internal static IReadOnlyList<Manifest> Read(string variant, string version)
    {
        var file = UpstreamVariantAttribute.FileOf(variant, version);
        return
        [
            .. YamlReader
                .Read(File.ReadAllText(UpstreamFactAttribute.PathOf(file)), file)
                .Where(d => d.Root is not null)
                .Select(d => Manifest.Of((JsonObject)d.Root!)),
        ];
    }

    /// <summary>Fails with a line for each field and right that differs and is not explained.</summary>
    internal static void AssertSame(
        IReadOnlyList<Manifest> upstream,
        IReadOnlyList<Manifest> ours,
        Func<FieldDifference, bool> explained,
        Func<string, bool> rightExplained
    )
    {
        var fields = ManifestDiff
            .Between(upstream.Where(m => !IsRole(m)), ours.Where(m => !IsRole(m)))
            .Where(d => !explained(d))
            .Select(d => d.ToString());
        var (theirs, mine) = (RightsOf(upstream), RightsOf(ours));
        var rights = mine.Except(theirs)
            .Select(r => "more: " + r)
            .Concat(theirs.Except(mine).Select(r => "less: " + r))
            .Where(r => !rightExplained(r));
        var differences = fields.Concat(rights).ToList();

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>
    /// Containers that run one after the other are the one list of a pod whose order counts. <c>cni-plugins</c> is left out: it is among
    /// the
    /// differences, and must come before install-cni only.
    /// </summary>
    internal static void AssertSameOrder(IReadOnlyList<Manifest> upstream, IReadOnlyList<Manifest> ours, string daemonSet) =>
        Assert.Equal(InitContainers(upstream, daemonSet), InitContainers(ours, daemonSet));

    private static bool IsRole(Manifest manifest) => manifest.Key.Kind is "ClusterRole" or "Role";

    // A line for each verb on each resource: rules may be cut in any way, and only what they grant together counts.
    private static List<string> RightsOf(IEnumerable<Manifest> manifests) =>
        [
            .. from role in manifests
            where IsRole(role)
            from rule in role.Json["rules"]!.AsArray()
            from grp in rule!["apiGroups"].Texts()
            from resource in rule["resources"].Texts()
            from verb in rule["verbs"].Texts()
            from name in rule["resourceNames"] is JsonArray names ? names.Texts() : [""]
            select $"{role.Key.Name} {verb} {grp}/{resource} {name}".TrimEnd(),
        ];

    private static IEnumerable<string?> InitContainers(IEnumerable<Manifest> manifests, string daemonSet) =>
        manifests.Single(m => m.Key.Kind == "DaemonSet" && m.Key.Name == daemonSet).Json["spec"]!["template"]!["spec"]!["initContainers"]!
            .AsArray()
            .Select(c => (string?)c!["name"])
            .Where(c => c != "cni-plugins");
}
