using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>What to render, and everything that was read from elsewhere for it.</summary>
/// <param name="NetworkName">The ClusterNetwork's name.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Facts">What was read from the cluster.</param>
/// <param name="Secrets">Values of the Secrets that <see cref="Renderer.SecretsOf"/> names.</param>
public sealed record RenderRequest(
    string NetworkName,
    ClusterNetworkSpec Spec,
    NetworkFacts Facts,
    IReadOnlyDictionary<SecretKeyReference, string> Secrets
)
{
    /// <summary>
    /// Without a cluster (<c>render</c>, <c>validate</c>) Secrets cannot be read: with this set a missing one is reported as
    /// information and rendered as a placeholder. Never set it for objects that are going to be applied.
    /// </summary>
    public bool PlaceholdersForMissingSecrets { get; init; }
}

/// <summary>What was read from the cluster; empty when there is none.</summary>
public sealed record NetworkFacts
{
    /// <summary>No cluster was asked.</summary>
    public static NetworkFacts None { get; } = new();

    /// <summary>The Services' networks.</summary>
    public IReadOnlyList<string> ServiceCidrs { get; init; } = [];

    /// <summary>The least MTU of the nodes' links in bytes; <c>null</c> when unknown.</summary>
    public int? LinkMtu { get; init; }

    /// <summary>The cluster's version as <c>1.36</c>; <c>null</c> when unknown.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>How many nodes there are; <c>null</c> when unknown.</summary>
    public int? NodeCount { get; init; }

    /// <summary>Whether the DaemonSets of <see cref="Catalog.Addon.Lookups"/> run; one that nobody could look up is not in it.</summary>
    public IReadOnlyDictionary<ObjectKey, bool> RunningDaemons { get; init; } = new Dictionary<ObjectKey, bool>();

    /// <summary>Names of the Secrets that exist in the operator's namespace, of those asked for; makes the message of a missing key exact.</summary>
    public IReadOnlySet<string>? ExistingSecrets { get; init; }

    /// <summary>
    /// A spec is judged before it is stored (admission), when the Secrets that it names may be created later: as
    /// <see cref="RenderRequest.PlaceholdersForMissingSecrets"/>. Never set it for objects that are going to be applied.
    /// </summary>
    public bool SecretsMayFollow { get; init; }
}

/// <summary>One key of a Secret in the operator's namespace.</summary>
/// <param name="Name">The Secret's name.</param>
/// <param name="Key">The key in its <c>data</c>.</param>
public sealed record SecretKeyReference(string Name, string Key);
