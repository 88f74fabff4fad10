using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>Says what stays behind when a network is uninstalled.</summary>
internal static class LeftoverWords
{
    // The API server takes at most 1024 characters in an Event's message.
    private const int LongestMessage = 1000;

    internal static IReadOnlyList<Event> Of(Situation s)
    {
        var kept = s
            .Facts.Live.Where(l => Inventories.BelongsTo(l.Value, s.Facts.Network.Name) && !Inventories.MayGo(l.Key))
            .Select(l => l.Key.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        var cluster = kept.Count == 0 ? "" : $" Kept in the cluster: {string.Join(", ", kept)}.";
        var leftovers = s.Desired.Addon?.Leftovers;
        var gone = $"The dataplane is removed.{cluster}{OnNodes(leftovers)}";
        var notes = string.Join(' ', leftovers?.Notes ?? []);
        string[] messages =
            notes.Length == 0 ? [gone]
            : gone.Length + notes.Length < LongestMessage ? [$"{gone} {notes}"]
            : [gone, notes];
        return [.. messages.Select(m => new Event(true, EventReasons.Uninstalled, m))];
    }

    private static string OnNodes(AddonLeftovers? leftovers)
    {
        if (leftovers is null)
            return "";
        var parts = new[]
        {
            ("interfaces", leftovers.Interfaces),
            ("files", leftovers.Files),
            ("iptables chains", leftovers.IptablesChains),
            ("nftables tables", leftovers.NftablesTables),
            ("node annotations", leftovers.NodeAnnotations),
        }
            .Where(p => p.Item2.Count > 0)
            .Select(p => $"{p.Item1} {string.Join(", ", p.Item2)}");
        return $" Still on the nodes, for you to remove (this version does not clean nodes): {string.Join("; ", parts)}.";
    }
}
