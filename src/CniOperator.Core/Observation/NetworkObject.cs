using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>A ClusterNetwork as the server holds it, its spec read once, when it is first asked for.</summary>
/// <param name="json">The whole object. Read-only.</param>
public sealed class NetworkObject(JsonObject json)
{
    private readonly Lazy<StoredSpec> _spec = new(() => StoredSpec.Of(json.Text("metadata", "name") ?? "", json.At("spec") as JsonObject));

    private NetworkObject(JsonObject json, StoredSpec spec)
        : this(json) => _spec = new(spec);

    /// <summary>The whole object. Read-only.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>Its identity.</summary>
    public ObjectKey Key => new(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, null, Name);

    /// <summary>Its name.</summary>
    public string Name => Json.Text("metadata", "name") ?? "";

    /// <summary>Its uid.</summary>
    public string Uid => Json.Text("metadata", "uid") ?? "";

    /// <summary>The generation of its spec.</summary>
    public long Generation => Json.Number(0, "metadata", "generation");

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt => Json.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue;

    /// <summary>It is being deleted.</summary>
    public bool Deleting => Json.At("metadata", "deletionTimestamp") is not null;

    /// <summary>It carries our finalizer.</summary>
    public bool HasFinalizer => Json.Texts("metadata", "finalizers").Contains(ClusterNetworkApi.UninstallFinalizer);

    /// <summary>What <see cref="ClusterNetworkApi.MaxNodesAnnotation"/> says, as written; <c>null</c> without it.</summary>
    public string? MaxNodes => Json.Text("metadata", "annotations", ClusterNetworkApi.MaxNodesAnnotation);

    /// <summary>Its spec.</summary>
    public StoredSpec Spec => _spec.Value;

    /// <summary>Its spec as JSON; <c>null</c> when there is none.</summary>
    public JsonObject? SpecJson => Json.At("spec") as JsonObject;

    /// <summary>Its status; <c>null</c> when there is none.</summary>
    public JsonObject? Status => Json.At("status") as JsonObject;

    /// <summary>
    /// <c>managementState: Paused</c>. It holds even while the rest of the spec is invalid: a person must always be able to stop the
    /// operator.
    /// </summary>
    public bool Paused => SpecJson.Text("managementState") == "Paused";

    /// <summary><c>deletionPolicy: Remove</c>. It holds even while the rest of the spec is invalid.</summary>
    public bool RemovesOnDeletion => SpecJson.Text("deletionPolicy") == "Remove";

    /// <summary>
    /// The same object with the spec of an earlier version of it, where that says the same: what was made of it is then kept.
    /// </summary>
    public NetworkObject WithSpecOf(NetworkObject? earlier)
    {
        if (earlier is null || ReferenceEquals(earlier, this))
            return this;
        var spec = Spec.Or(earlier.Spec);
        return ReferenceEquals(spec, Spec) ? this : new NetworkObject(Json, spec);
    }

    /// <summary>Orders the oldest first, names break ties: the first one is the active one.</summary>
    public static int ByAge(NetworkObject left, NetworkObject right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var age = left.CreatedAt.CompareTo(right.CreatedAt);
        return age != 0 ? age : string.CompareOrdinal(left.Name, right.Name);
    }
}
