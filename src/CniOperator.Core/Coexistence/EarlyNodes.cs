using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Coexistence;

/// <summary>
/// Nodes that were Ready before this network ran anywhere. A kubelet says so only when its runtime has found a CNI file: another network
/// left one there.
/// </summary>
internal static class EarlyNodes
{
    private const int Named = 3;

    /// <summary>The finding; <c>null</c> when there are none.</summary>
    /// <param name="addon">The network's addon.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="since">When this network was applied first; <c>null</c> when it was not yet.</param>
    /// <param name="known">The dataplanes whose files could be there.</param>
    internal static Finding? Find(Addon addon, IReadOnlyList<NodeView> nodes, DateTimeOffset? since, IReadOnlyList<KnownDataplane> known)
    {
        var early = new List<string>();
        foreach (var node in nodes)
            if (node is { Linux: true, Ready: "True" } && (since is null || node.ReadySince < since))
                early.Add(node.Name);
        if (early.Count == 0)
            return null;
        early.Sort(StringComparer.Ordinal);
        Subject subject = early.Count == 1 ? new NodeSubject(early[0]) : new AllNodesSubject();
        var more = early.Count > Named ? $" and {early.Count - Named} more" : "";
        return new Finding(
            CoexistenceRules.LeftoverFile,
            subject,
            $"{string.Join(", ", early.Take(Named))}{more} {(early.Count == 1 ? "was" : "were")} Ready before this network ran there: another "
                + $"network's CNI file is in the runtime's folder.{Before(addon, known)}",
            "Take the other files out of that folder (/etc/cni/net.d) on those nodes and restart the pods that started with them; or "
                + $"acknowledge {CoexistenceRules.LeftoverFile.Id}."
        );
    }

    // The catalog's own networks come first among those that are known.
    private static string Before(Addon addon, IReadOnlyList<KnownDataplane> known)
    {
        var winners = known
            .SelectMany(k => k.Signature.CniFiles)
            .Where(f => string.CompareOrdinal(f, addon.Cni.File) < 0)
            .Distinct(StringComparer.Ordinal)
            .Take(Named)
            .ToList();
        return winners.Count == 0 ? "" : $" The first by name is used; {addon.Cni.File} comes after {string.Join(", ", winners)}.";
    }
}
