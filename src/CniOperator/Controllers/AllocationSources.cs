using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;

namespace CniOperator.Controllers;

/// <summary>
/// The pools and blocks of an addon with its own address management, as its descriptor names them. Of a block, of which there may be ten
/// thousand, network and owner are kept; that a pod took or gave back an address in it does not count.
/// </summary>
internal static class AllocationSources
{
    // A type is one for all who ask, so that they share a watch.
    private static readonly ConcurrentDictionary<(ResourceKind Kind, WatchNeed Need), ResourceType<Unstructured>> Types = new();

    /// <summary>What to watch.</summary>
    internal static WatchRequest Request(ResourceKind kind, WatchNeed need) => new(TypeOf(kind, need), ListScope.All) { Matters = Matters };

    /// <summary>The type of the objects for a need.</summary>
    internal static ResourceType<Unstructured> TypeOf(ResourceKind kind, WatchNeed need) =>
        Types.GetOrAdd((kind, need), static key => Unstructured.Of(key.Kind, KeptFields.Of(FieldsOf(key.Need))));

    /// <summary>What watches hold; what has not been read yet, or may not be, is not known.</summary>
    internal static LiveAllocation Read(
        (WatchNeed Need, IReadOnlyList<JsonObject> Objects)? pools,
        (WatchNeed Need, IReadOnlyList<JsonObject> Objects)? blocks
    ) =>
        new(
            pools is { } p ? AllocationReader.Pools(p.Need.Pools!, p.Objects) : null,
            blocks is { } b ? AllocationReader.Blocks(b.Need.Blocks!, b.Objects) : null
        );

    private static IReadOnlyList<string> FieldsOf(WatchNeed need) =>
        need.Pools is { } pools ? AllocationReader.Fields(pools)
        : need.Blocks is { } blocks ? AllocationReader.Fields(blocks)
        : [];

    private static bool Matters(Unstructured before, Unstructured after) =>
        !JsonNode.DeepEquals(before.Json["spec"], after.Json["spec"])
        || !JsonNode.DeepEquals(before.Json.At("metadata", "labels"), after.Json.At("metadata", "labels"));
}
