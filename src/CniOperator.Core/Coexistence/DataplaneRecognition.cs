using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Coexistence;

/// <summary>
/// Recognises dataplanes by what signatures say. Of several that fit one DaemonSet, the one with the most evidence is meant.
/// </summary>
public static class DataplaneRecognition
{
    private const int NamedNodes = 3;

    /// <summary>Every dataplane that runs.</summary>
    /// <param name="daemons">The DaemonSets of the cluster.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="known">The dataplanes that can be recognised.</param>
    public static ObservedDataplanes In(IEnumerable<DaemonView> daemons, IReadOnlyList<NodeView> nodes, IReadOnlyList<KnownDataplane> known)
    {
        List<FoundDataplane> found =
        [
            .. daemons
                .Where(d => d.Runs)
                .Select(d => Of(d, known))
                .OfType<FoundDataplane>()
                .OrderBy(f => f.Workload!.ToString(), StringComparer.Ordinal),
        ];
        found.AddRange(known.Select(k => OnNodes(k, nodes, found)).OfType<FoundDataplane>().ToList());
        return new ObservedDataplanes(found);
    }

    private static FoundDataplane? Of(DaemonView daemon, IReadOnlyList<KnownDataplane> known)
    {
        var best = known
            .Select(k => (Known: k, Match: Match(k.Signature, daemon)))
            .Where(m => m.Match.Weight > 0)
            .OrderByDescending(m => m.Match.Weight)
            .FirstOrDefault();
        return best.Known is null
            ? null
            : new FoundDataplane(best.Known, daemon.Key, best.Match.Words)
            {
                Network = daemon.Network,
                Addon = daemon.Addon,
                CreatedAt = daemon.CreatedAt,
            };
    }

    // A name in its namespace is the strongest; labels and images can be those of something else that is not on the hosts' network.
    private static (int Weight, string Words) Match(DataplaneSignature signature, DaemonView daemon)
    {
        if (signature.CniContainer is { } writer && !daemon.Containers.Contains(writer))
            return (0, "");
        var image = daemon.HostNetwork ? ImageOf(signature.Images, daemon) : null;
        if (signature.WithImages.Count > 0 && ImageOf(signature.WithImages, daemon) is null)
            image = null;
        var labels = daemon.HostNetwork ? signature.PodLabels.FirstOrDefault(set => Carries(daemon, set)) : null;
        var named = signature.DaemonSets.Contains($"{daemon.Key.Namespace}/{daemon.Key.Name}");
        var weight =
            (named ? 4 : 0)
            + (labels is null ? 0 : 2)
            + (
                image is null ? 0
                : signature.WithImages.Count > 0 ? 3
                : 1
            );
        var words =
            image is not null ? $"image {image}"
            : labels is not null ? $"label {string.Join(',', labels.Select(l => $"{l.Key}={l.Value}"))}"
            : "its name";
        return (weight, words);
    }

    private static bool Carries(DaemonView daemon, IReadOnlyDictionary<string, string> labels) =>
        labels.All(l => daemon.Labels.GetValueOrDefault(l.Key) == l.Value);

    private static string? ImageOf(IReadOnlyList<string> patterns, DaemonView daemon) =>
        patterns.FirstOrDefault(p => daemon.Images.Any(i => EndsIn(Repository(i), p)));

    private static bool EndsIn(string repository, string pattern) =>
        repository == pattern || repository.EndsWith("/" + pattern, StringComparison.Ordinal);

    // Without digest and tag; a colon before the last slash is a registry's port.
    private static string Repository(string image)
    {
        var name = image.Split('@')[0];
        var tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }

    private static FoundDataplane? OnNodes(KnownDataplane known, IReadOnlyList<NodeView> nodes, IReadOnlyList<FoundDataplane> inPods)
    {
        if (known.Signature.Nodes is not { } signature || inPods.Any(f => signature.Unless.Contains(f.Dataplane.Name)))
            return null;
        var there = new List<string>();
        foreach (var node in nodes)
        {
            if (node.SwitchesOff == known.Name)
                return null;
            if (node.RunsOutsidePods == known.Name)
                there.Add(node.Name);
        }

        if (there.Count == 0)
            return null;
        there.Sort(StringComparer.Ordinal);
        var more = there.Count > NamedNodes ? $" and {there.Count - NamedNodes} more" : "";
        return new FoundDataplane(
            known,
            null,
            $"annotation {signature.Annotations[0]} of {string.Join(", ", there.Take(NamedNodes))}{more}"
        )
        {
            Node = there.Count == 1 ? there[0] : null,
        };
    }
}
