using CniOperator.Core.Api;

namespace CniOperator.Core.Rendering;

/// <summary>What to render, and everything that was read from elsewhere for it.</summary>
/// <param name="NetworkName">The ClusterNetwork's name.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Facts">What was read from the cluster.</param>
/// <param name="Secrets">Values of the Secrets that <see cref="Renderer.SecretsOf"/> names.</param>
public sealed record RenderRequest(
    string NetworkName,
    ClusterNetworkSpec Spec,
    ClusterFacts Facts,
    IReadOnlyDictionary<SecretKeyReference, string> Secrets
)
{
    /// <summary>
    /// Without a cluster (<c>render</c>, <c>validate</c>) Secrets cannot be read: with this set a missing one is reported as
    /// information and rendered as a placeholder. Never set it for objects that are going to be applied.
    /// </summary>
    public bool PlaceholdersForMissingSecrets { get; init; }

    /// <summary>
    /// What was rendered of the spec that this one replaces, so that rules can judge the change; <c>null</c> when there is none, or the
    /// two specs are one.
    /// </summary>
    public RenderResult? Former { get; init; }
}
