using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>What of the live objects belongs to a ClusterNetwork, and what of that may ever be deleted.</summary>
internal static class Inventories
{
    /// <summary>True when the object carries this network's label.</summary>
    internal static bool BelongsTo(JsonObject live, string network) =>
        live.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel) == network
        && live.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) == ClusterNetworkApi.FieldManager;

    /// <summary>True when it is of the addon in use, of the agents, of none in particular, or when that is not known.</summary>
    internal static bool IsOf(JsonObject live, Catalog.Addon? addon) =>
        addon is null
        || (live.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) ?? addon.Name) is var name
            && (name == addon.Name || name == AgentNames.Component);

    /// <summary>Deleting a Namespace or a CRD would take along what others put into it, and what pods fill is theirs.</summary>
    internal static bool MayGo(ObjectKey key, JsonObject live) => !Leftovers.Stays(key, live);

    /// <summary>Kinds and namespaces in which this network has or wants objects.</summary>
    internal static IEnumerable<InventoryKind> Kinds(Situation s) =>
        s
            .Desired.Objects.Select(m => InventoryKind.Of(m.Key))
            .Concat(s.Facts.Live.Where(l => BelongsTo(l.Value, s.Facts.Network.Name)).Select(l => InventoryKind.Of(l.Key)));

    // Agents go when the spec wants none; not because this process cannot render them.
    private static bool IsReplaced(string? addon, DesiredState desired) =>
        addon == AgentNames.Component ? !desired.WantsAgents || desired.AgentObjects.Count > 0 : addon == desired.Addon?.Name;

    /// <summary>
    /// Objects that are no longer rendered; only those of the addon in use: an object of another addon is needed by that one.
    /// </summary>
    internal static IReadOnlyList<DeleteStep> Surplus(Situation s)
    {
        var wanted = s.Desired.Objects.Select(m => (m.Key.Group, m.Key.Kind, m.Key.Namespace, m.Key.Name)).ToHashSet();
        return
        [
            .. s
                .Facts.Live.Where(l =>
                    !wanted.Contains((l.Key.Group, l.Key.Kind, l.Key.Namespace, l.Key.Name))
                    && BelongsTo(l.Value, s.Facts.Network.Name)
                    && MayGo(l.Key, l.Value)
                    && IsReplaced(l.Value.Text("metadata", "labels", ClusterNetworkApi.AddonLabel), s.Desired)
                    && l.Value.At("metadata", "deletionTimestamp") is null
                )
                .OrderBy(l => l.Key)
                .Select(l => new DeleteStep(l.Key, l.Value.Text("metadata", "uid") ?? "", DeleteCause.Prune)),
        ];
    }
}
