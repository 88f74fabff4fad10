using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Coexistence;

/// <summary>Rules about networks of others on the same nodes. They hold back a new spec, and never what runs.</summary>
public static class CoexistenceRules
{
    /// <summary>Another dataplane runs in the cluster.</summary>
    public static Rule SecondDataplane { get; } = new("coexistence/second-dataplane", Severity.Error, RuleArea.Cluster);

    /// <summary>Nodes were Ready before this network ran on them.</summary>
    public static Rule LeftoverFile { get; } = new("coexistence/leftover-cni-file", Severity.Warning, RuleArea.Cluster);

    /// <summary>Pods run that the network before this one started.</summary>
    public static Rule FormerPods { get; } = new("coexistence/former-pods", Severity.Warning, RuleArea.Cluster);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [SecondDataplane, LeftoverFile, FormerPods];

    /// <summary>What is found of a network that renders <paramref name="objects"/>.</summary>
    /// <param name="network">The ClusterNetwork's name.</param>
    /// <param name="addon">Its addon.</param>
    /// <param name="objects">What it renders: an object of the same identity is, or becomes, its own.</param>
    /// <param name="cluster">What of the cluster tells.</param>
    /// <param name="known">The dataplanes that can be recognised.</param>
    internal static IEnumerable<Finding> Check(
        string network,
        Addon addon,
        IReadOnlyList<Manifest> objects,
        CoexistenceInput cluster,
        IReadOnlyList<KnownDataplane> known
    )
    {
        var others = cluster.Dataplanes.Found.Where(f => !IsOwn(f, network, addon, objects)).Select(f => Found(f, addon)).ToList();

        // Nodes on which another dataplane runs are Ready by that.
        return
            others.Count == 0 && EarlyNodes.Find(addon, cluster.Nodes, InChargeSince(network, addon, objects, cluster), known) is { } early
            ? [early]
            : others;
    }

    /// <summary>
    /// Since when this network, or the same dataplane before it was adopted, is in the cluster; <c>null</c> when it is not yet. Both the
    /// record and the DaemonSet can be deleted and made again: the older one counts.
    /// </summary>
    internal static DateTimeOffset? InChargeSince(string network, Addon addon, IReadOnlyList<Manifest> objects, CoexistenceInput cluster) =>
        cluster
            .Dataplanes.Found.Where(f => IsOwn(f, network, addon, objects))
            .Select(f => (DateTimeOffset?)f.CreatedAt)
            .Append(cluster.RecordedAt)
            .Min();

    private static bool IsOwn(FoundDataplane found, string network, Addon addon, IReadOnlyList<Manifest> objects) =>
        found.Workload is { } key
        && (
            (found.Network == network && found.Addon == addon.Name)
            || objects.Any(o => o.Key.Kind == key.Kind && o.Key.Namespace == key.Namespace && o.Key.Name == key.Name)
        );

    private static Finding Found(FoundDataplane found, Addon addon)
    {
        Subject subject =
            found.Workload is { } key ? new ObjectSubject(key)
            : found.Node is { } node ? new NodeSubject(node)
            : new AllNodesSubject();
        var left = found.Network is { } network ? $"; ClusterNetwork/{network} left it running" : "";
        return new Finding(
            SecondDataplane,
            subject,
            $"{Capital(found.Dataplane.DisplayName)} runs here ({found.Evidence}){left}: a second network on the nodes of {addon.DisplayName}.{Files(found.Dataplane, addon)}",
            $"{Removal(found.Workload)}, or acknowledge {SecondDataplane.Id} in spec.acknowledge if both are meant to run."
        );
    }

    private static string Removal(ObjectKey? workload) =>
        workload is { } key
            ? $"Uninstall it (kubectl -n {key.Namespace} delete daemonset {key.Name}, or as it was installed) and clean the nodes, its CNI file first"
            : "Switch it off on the nodes and clean them, its CNI file first";

    // Container runtimes take the first file of their folder by name.
    private static string Files(KnownDataplane other, Addon addon)
    {
        var ours = addon.Cni.File;
        if (other.CniFile is not { } theirs)
            return "";
        return string.CompareOrdinal(theirs, ours) switch
        {
            < 0 => $" Runtimes take the first CNI file by name: its {theirs}, not {ours}.",
            > 0 => $" Runtimes take the first CNI file by name: {ours}, not its {theirs}; pods that run keep its network.",
            _ => $" Both write the CNI file {ours}.",
        };
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
