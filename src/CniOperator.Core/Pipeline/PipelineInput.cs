using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Pipeline;

/// <summary>Everything that one run of the <see cref="SpecPipeline"/> is made from: the same for operator, webhook and commands.</summary>
public sealed record PipelineInput
{
    /// <summary>The ClusterNetwork's name.</summary>
    public required string Name { get; init; }

    /// <summary>The present spec.</summary>
    public required StoredSpec Spec { get; init; }

    /// <summary>The spec that was reconciled last and was valid; <c>null</c> when there was none.</summary>
    public StoredSpec? LastValidSpec { get; init; }

    /// <summary>The hash of the objects that were applied last, from <c>status.applied.hash</c>; <c>null</c> when none were.</summary>
    public string? AppliedHash { get; init; }

    /// <summary>How many nodes an autoscaler may grow the cluster to, as written in the annotation; <c>null</c> without it.</summary>
    public string? MaxNodes { get; init; }

    /// <summary>What was observed of the cluster; <see cref="ClusterFacts.None"/> without one.</summary>
    public ClusterFacts Cluster { get; init; } = ClusterFacts.None;

    /// <summary>What the cluster says about its addresses; <see cref="ClusterAddresses.None"/> without one.</summary>
    public ClusterAddresses Addresses { get; init; } = ClusterAddresses.None;

    /// <summary>What of the cluster tells about other networks; <see cref="CoexistenceInput.None"/> without one.</summary>
    public CoexistenceInput Coexistence { get; init; } = CoexistenceInput.None;

    /// <summary>Values of the Secrets that <see cref="SpecPipeline.SecretsOf"/> names.</summary>
    public IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The values that the last valid spec was rendered with: a Secret that has gone since stops no repair.</summary>
    public IReadOnlyDictionary<SecretKeyReference, string> LastSecrets { get; init; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>What health agents are rendered from; <c>null</c> where none are rendered: in commands, and before that is known.</summary>
    public AgentInputs? Agents { get; init; }

    /// <summary>
    /// An object that runs in the cluster and was not applied for this network yet, by identity; <c>null</c> when there is none, or when it
    /// was not looked for.
    /// </summary>
    public Func<ObjectKey, JsonObject?> Running { get; init; } = _ => null;

    /// <summary>
    /// A missing Secret is not an error: without a cluster it cannot be read, and at admission it may follow. A placeholder stands for
    /// it. Never set for objects that are going to be applied.
    /// </summary>
    public bool SecretsMayFollow { get; init; }
}
