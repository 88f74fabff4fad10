using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Live;

/// <summary>What was read from a live cluster: what the operator there would observe.</summary>
internal sealed record LiveFacts
{
    /// <summary>What the cluster is like, as rendering takes it.</summary>
    public ClusterFacts Cluster { get; init; } = ClusterFacts.None;

    /// <summary>What the cluster says about its addresses.</summary>
    public ClusterAddresses Addresses { get; init; } = ClusterAddresses.None;

    /// <summary>The dataplanes that run there.</summary>
    public ObservedDataplanes Dataplanes { get; init; } = ObservedDataplanes.None;

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>The values of the Secrets that the spec refers to.</summary>
    public IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The ClusterNetwork as it is stored there; <c>null</c> when it is not.</summary>
    public NetworkObject? Network { get; init; }

    /// <summary>What the operator recorded of it. Without the right to read it, a change is judged as a new network.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>What of the rendered objects is there, of those that must be looked at before they are taken over.</summary>
    public IReadOnlyDictionary<ObjectKey, JsonObject> Found { get; init; } = new Dictionary<ObjectKey, JsonObject>();

    /// <summary>What could not be read, so that the pipeline says less.</summary>
    public IReadOnlyList<Finding> Unread { get; init; } = [];

    /// <summary>A Secret could not be read: a placeholder stands for its value.</summary>
    public bool SecretsUnread { get; init; }

    /// <summary>What the pipeline takes.</summary>
    /// <param name="name">The ClusterNetwork's name.</param>
    /// <param name="spec">Its spec, from a file or from the cluster.</param>
    /// <param name="maxNodes">Its annotation, as written.</param>
    public PipelineInput ToPipelineInput(string name, StoredSpec spec, string? maxNodes) =>
        new()
        {
            Name = name,
            Spec = spec.Or(Network?.Spec),
            LastValidSpec = Progress.LastValidSpec,
            AppliedHash = Network?.Status.Text("applied", "hash"),
            MaxNodes = maxNodes,
            Cluster = Cluster,
            Addresses = Addresses,
            Coexistence = new CoexistenceInput(Dataplanes, Nodes, Progress.RecordedAt),
            Secrets = Secrets,
            LastSecrets = Secrets,
            SecretsMayFollow = SecretsUnread,
            Running = RunningBefore,
        };

    /// <summary>
    /// As the operator has it: an object of that identity that was not applied for this ClusterNetwork yet; <c>null</c> when there is none.
    /// </summary>
    public JsonObject? RunningBefore(ObjectKey key) =>
        Found.GetValueOrDefault(key) is { } live
        && !(HasApplied && live.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null)
            ? live
            : null;

    private bool HasApplied => Progress.LastValidSpec is not null || Network?.Status.At("applied") is not null;
}
