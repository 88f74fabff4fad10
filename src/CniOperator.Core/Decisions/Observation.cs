using System.Text.Json.Nodes;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>Everything that one decision is made from, as of one moment. Immutable; the JSON in it is read-only.</summary>
public sealed record Observation
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The ClusterNetwork to decide on.</summary>
    public required NetworkObject Network { get; init; }

    /// <summary>All the other ClusterNetworks.</summary>
    public IReadOnlyList<NetworkObject> Others { get; init; } = [];

    /// <summary>What its spec asks for.</summary>
    public required Intent Intent { get; init; }

    /// <summary>Every node.</summary>
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>When a node that just joined, and that the address plan leaves out until it has its podCIDRs, counts anyway; <c>null</c> for none.</summary>
    public DateTimeOffset? NodesJoinUntil { get; init; }

    /// <summary>The live objects that carry a ClusterNetwork's label, of every kind that is or was rendered, by identity.</summary>
    public IReadOnlyDictionary<ObjectKey, JsonObject> Live { get; init; } = new Dictionary<ObjectKey, JsonObject>();

    /// <summary>The pods of the dataplane.</summary>
    public IReadOnlyList<PodView> Pods { get; init; } = [];

    /// <summary>The ConfigMap with the last valid spec; <c>null</c> when there is none.</summary>
    public JsonObject? Record { get; init; }

    /// <summary>What cannot be seen.</summary>
    public IReadOnlyList<WatchGap> Gaps { get; init; } = [];

    /// <summary>What this process told of nodes; <c>null</c> when it has told nothing yet.</summary>
    public IReadOnlySet<NodeFinding>? Told { get; init; }

    /// <summary>What the operator did before.</summary>
    public ApplyMemory Memory { get; init; } = ApplyMemory.Empty;

    /// <summary>When the oldest write that the caches have not shown yet stops being believed; <c>null</c> when they show all.</summary>
    public DateTimeOffset? UnseenUntil { get; init; }

    /// <summary>The other ClusterNetwork that is active instead of this one; <c>null</c> when this one is.</summary>
    public NetworkObject? Active =>
        Others.Where(o => NetworkObject.ByAge(o, Network) < 0).Order(Comparer<NetworkObject>.Create(NetworkObject.ByAge)).FirstOrDefault();

    /// <summary>The gap that hides an object; <c>null</c> when it can be seen.</summary>
    public WatchGap? GapFor(ObjectKey key) => Gaps.FirstOrDefault(g => g.Hides(key));
}
