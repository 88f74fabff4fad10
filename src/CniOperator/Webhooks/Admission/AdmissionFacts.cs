using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Webhooks.Admission;

/// <summary>What is known of the cluster when a request is judged.</summary>
internal sealed record AdmissionFacts
{
    /// <summary>Nothing: no cluster was asked.</summary>
    internal static AdmissionFacts None { get; } = new();

    /// <summary>What the cluster is like, as rendering takes it.</summary>
    internal ClusterFacts Cluster { get; init; } = ClusterFacts.None;

    /// <summary>What the cluster says of its addresses.</summary>
    internal ClusterAddresses Addresses { get; init; } = ClusterAddresses.None;

    /// <summary>The dataplanes that run in the cluster.</summary>
    internal ObservedDataplanes Dataplanes { get; init; } = ObservedDataplanes.None;

    /// <summary>What runs already of what a new ClusterNetwork renders.</summary>
    internal IReadOnlyDictionary<ObjectKey, JsonObject> Running { get; init; } = new Dictionary<ObjectKey, JsonObject>();

    /// <summary>The nodes.</summary>
    internal IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>The ClusterNetworks there are.</summary>
    internal IReadOnlyList<NetworkObject> Networks { get; init; } = [];

    /// <summary>
    /// What the operator recorded of the ClusterNetwork that is to change; <c>null</c> when it recorded nothing, or that is not known.
    /// </summary>
    internal JsonObject? Record { get; init; }

    /// <summary>The Secrets of the operator's namespace; <c>null</c> when they are not known.</summary>
    internal IReadOnlyCollection<JsonObject>? Secrets { get; init; }
}
