using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>What the watches of one network hold.</summary>
/// <param name="caches">Each watch with what it is for.</param>
/// <param name="notServed">What could not be watched.</param>
internal sealed class WatchedObjects(
    IReadOnlyList<(WatchNeed Need, IInformer<Unstructured> Cache)> caches,
    IReadOnlyList<WatchGap> notServed
)
{
    /// <summary>
    /// What cannot be seen. Without ServiceCIDRs there are other sources, and without any the address plan says less; so do conditions
    /// without the kubelets' Events.
    /// </summary>
    internal IReadOnlyList<WatchGap> Gaps =>
        [.. notServed, .. caches.Where(c => !IsOptional(c.Need)).Select(c => GapOf(c.Cache)).OfType<WatchGap>()];

    /// <summary>Without such objects the plan or a condition says less, and that is all.</summary>
    internal static bool IsOptional(WatchNeed need) =>
        need.Purpose
            is WatchPurpose.ServiceCidrs
                or WatchPurpose.Pools
                or WatchPurpose.Blocks
                or WatchPurpose.SandboxFailures
                or WatchPurpose.ProbeEvents
                or WatchPurpose.Untaken;

    /// <summary>The objects of the one watch for a purpose; <c>null</c> when there is none, or it does not show everything.</summary>
    internal (WatchNeed Need, IReadOnlyList<JsonObject> Objects)? Known(WatchPurpose purpose)
    {
        foreach (var (need, cache) in caches)
            if (need.Purpose == purpose && GapOf(cache) is null)
                return (need, [.. cache.List().Select(u => u.Json)]);
        return null;
    }

    /// <summary>The caches for a purpose.</summary>
    internal IReadOnlyList<IInformer<Unstructured>> CachesOf(WatchPurpose purpose) =>
        [.. caches.Where(c => c.Need.Purpose == purpose).Select(c => c.Cache)];

    /// <summary>The watch of one object that waits to be taken over; <c>null</c> when there is none.</summary>
    internal IInformer<Unstructured>? Named(ObjectKey key) =>
        caches
            .Where(c =>
                c.Need.Purpose == WatchPurpose.Untaken
                && c.Need.Kind == InventoryKind.Of(key)
                && c.Need.FieldSelector == $"metadata.name={key.Name}"
            )
            .Select(c => c.Cache)
            .FirstOrDefault();

    /// <summary>The objects for a purpose.</summary>
    internal IReadOnlyList<JsonObject> Of(WatchPurpose purpose) => [.. CachesOf(purpose).SelectMany(c => c.List()).Select(u => u.Json)];

    /// <summary>The objects that carry the label of a ClusterNetwork.</summary>
    internal Dictionary<ObjectKey, JsonObject> LabelledObjects()
    {
        var found = new Dictionary<ObjectKey, JsonObject>();
        foreach (var (need, cache) in caches)
        {
            if (need.Purpose is not (WatchPurpose.Inventory or WatchPurpose.Records or WatchPurpose.Secrets))
                continue;
            foreach (var item in cache.List())
                if (item.Json.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null)
                    found.TryAdd(Manifest.Of(item.Json).Key, item.Json);
        }

        return found;
    }

    /// <summary>Objects of that kind that were applied would be seen.</summary>
    internal bool Shows(InventoryKind kind)
    {
        foreach (var (need, cache) in caches)
            if (need.Purpose == WatchPurpose.Inventory && need.Kind == kind && GapOf(cache) is null)
                return true;
        return false;
    }

    /// <summary>The record of that identity; <c>null</c> when there is none.</summary>
    internal JsonObject? Record(ObjectKey key) =>
        CachesOf(WatchPurpose.Records)
            .Select(c => c.Find(new ObjectName(key.Namespace, key.Name))?.Json)
            .FirstOrDefault(j => j is not null);

    /// <summary>What <paramref name="cache"/> hides; <c>null</c> when it shows everything.</summary>
    internal static WatchGap? GapOf(IInformer<Unstructured> cache)
    {
        var kind = cache.Resource.Kind;
        if (cache.Problem is { } problem && (!cache.HasSynced || problem.Type is not WatchProblemType.Unavailable))
            return new WatchGap(kind.ApiVersion, kind.Kind, cache.Scope.Namespace, problem.Type.ToString(), problem.Message);
        return cache.HasSynced
            ? null
            : new WatchGap(kind.ApiVersion, kind.Kind, cache.Scope.Namespace, "NotSynced", $"{kind} are still being read");
    }
}
