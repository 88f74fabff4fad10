using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Conditions;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Pods that were started by the network before this one, and have none until they are restarted. All pods are looked through once, before
/// a network becomes Ready for the first time, and again as long as there are such pods; they are not watched.
/// </summary>
internal static class FormerNetwork
{
    private const int SmallCluster = 2000;

    private static readonly Rule Rule = CoexistenceRules.FormerPods;

    // The next part of a list that was begun.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>The look that is due; <c>null</c> when none is.</summary>
    /// <param name="s">What is, and what should be.</param>
    /// <param name="works">All else of the network is as it should be.</param>
    internal static PodLook? Due(Situation s, bool works)
    {
        if (s.Facts.Network.Paused || Since(s) is not { } since || IsAccepted(s))
            return null;
        var due = s.Facts.Census is { } census
            ? census.Next is not null || (census.Former > 0 && NextLook(census) <= s.Facts.Now)
            : works && ConditionReader.StatusOf(s.Facts.Network.Status, ConditionTypes.Ready) != "True";
        return due ? new PodLook(since, Networks(s)) : null;
    }

    /// <summary>The finding; <c>null</c> when there are no such pods.</summary>
    internal static Finding? Find(Situation s)
    {
        if (s.Facts.Census is not { Former: > 0 } census || s.Desired.DefaultNetwork is not { } network)
            return null;
        var more = census.Former > census.Named.Count ? $" and {census.Former - census.Named.Count} more" : "";
        var sofar = census.Next is null ? "" : $" (of {census.Pods} looked at so far)";
        return new Finding(
            Rule,
            FieldSubject.Whole,
            $"{census.Former} pods{sofar} were started by another network and have none of {network.Addon.DisplayName}: {census.Outside} have an "
                + $"address outside of the pod network, {census.Older} were started before it was there ({string.Join(", ", census.Named)}{more}).",
            $"{FileFirst(s)}Restart them: kubectl rollout restart deployment,statefulset,daemonset -n NAMESPACE, for each namespace, and delete pods "
                + $"that nothing restarts; or acknowledge {Rule.Id}."
        )
        {
            Acknowledged = IsAccepted(s),
        };
    }

    /// <summary>What it means for the condition; <c>null</c> for nothing.</summary>
    internal static ConditionState? Condition(Situation s) =>
        Find(s) is { Acknowledged: false } finding
            ? ConditionState.False(ConditionTypes.SoleDataplane, ConditionReasons.FormerPods, $"{finding.Message} {finding.Fix}")
        : s.Facts.Census is { Next: not null } census
            ? ConditionState.Unknown(
                ConditionTypes.SoleDataplane,
                ConditionReasons.Observing,
                $"whether pods belong to another network is not known yet: {census.Pods} were looked at so far"
            )
        : null;

    /// <summary>When to look again; <c>null</c> for not before something changes.</summary>
    internal static DateTimeOffset? LookAgainAt(Situation s) =>
        s.Facts.Census is not { } census || IsAccepted(s) ? null
        : census.Next is not null ? s.Facts.Now + AtOnce
        : census.Former > 0 ? NextLook(census)
        : null;

    // With that file there a pod that is restarted gets no network at all.
    private static string FileFirst(Situation s) =>
        s.Desired.Coexistence?.Any(f => f.Rule == CoexistenceRules.LeftoverFile) == true
            ? $"First take the other network's CNI file out of the nodes' folder, where it still is ({CoexistenceRules.LeftoverFile.Id}). "
            : "";

    private static DateTimeOffset NextLook(PodCensus census) =>
        census.TakenAt + (census.Pods <= SmallCluster ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(5));

    private static bool IsAccepted(Situation s) => Acknowledgement.Covers(s.Desired.Spec?.Spec?.Acknowledge ?? [], Rule);

    private static DateTimeOffset? Since(Situation s) =>
        s.Desired.DefaultNetwork is { } network
            ? CoexistenceRules.InChargeSince(s.Facts.Network.Name, network.Addon, s.Desired.NetworkObjects, s.Facts.Coexistence)
            : null;

    // Pools of the addon's own may lie outside of the pod network where that was acknowledged.
    private static List<IpNetwork> Networks(Situation s)
    {
        List<IpNetwork> networks = [.. s.Desired.DefaultNetwork!.Rendering.Addressing?.Pools.Select(p => p.Network) ?? []];
        foreach (var text in s.Desired.Spec?.Spec?.PodNetwork.Cidrs ?? [])
            if (CidrText.TryRead(text, out var network))
                networks.Add(network);
        return networks;
    }
}
