using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>A ClusterNetwork as the server holds it, its spec unread: an invalid one is a finding, never an exception.</summary>
/// <param name="Json">The whole object. Read-only.</param>
public sealed record NetworkObject(JsonObject Json)
{
    /// <summary>Its identity.</summary>
    public ObjectKey Key => new(Api.ClusterNetworkApi.ApiVersion, Api.ClusterNetworkApi.Kind, null, Name);

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
    public bool HasFinalizer => Json.Texts("metadata", "finalizers").Contains(Decision.Finalizer);

    /// <summary>What <see cref="Api.ClusterNetworkApi.MaxNodesAnnotation"/> says, as written; <c>null</c> without it.</summary>
    public string? MaxNodes => Json.Text("metadata", "annotations", Api.ClusterNetworkApi.MaxNodesAnnotation);

    /// <summary>Its spec; <c>null</c> when there is none.</summary>
    public JsonObject? Spec => Json.At("spec") as JsonObject;

    /// <summary>Its status; <c>null</c> when there is none.</summary>
    public JsonObject? Status => Json.At("status") as JsonObject;

    /// <summary>Orders the oldest first, names break ties: the first one is the active one.</summary>
    public static int ByAge(NetworkObject left, NetworkObject right)
    {
        var age = left.CreatedAt.CompareTo(right.CreatedAt);
        return age != 0 ? age : string.CompareOrdinal(left.Name, right.Name);
    }
}
