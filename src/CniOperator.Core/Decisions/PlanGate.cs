using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Decides whether a spec whose address plan does not hold is new. What is new waits; what runs goes on being repaired, for a node with a
/// wrong podCIDR, or a network that somebody lays over the pods' one, must not keep the other nodes from their network.
/// </summary>
internal static class PlanGate
{
    /// <summary>
    /// True when <paramref name="present"/> asks for no object and no address that is not there already. That is more than the two specs
    /// being alike: defaults that a newer CRD adds, and settings that change neither, are no news.
    /// </summary>
    /// <param name="network">The ClusterNetwork.</param>
    /// <param name="present">What its spec asks for.</param>
    /// <param name="former">What the last valid spec asks for; nothing rendered when there is none.</param>
    internal static bool Runs(NetworkObject network, Intent present, Intent former)
    {
        if (present is not { Rendering: { } rendering, Spec: { } spec })
            return false;

        // The record may have been deleted, or be hidden; the status too says what was applied.
        return former is { Rendering: { } before, Spec: { } last }
            ? before.Hash == rendering.Hash && JsonNode.DeepEquals(AddressesOf(spec), AddressesOf(last))
            : network.Status.Text("applied", "hash") == rendering.Hash;
    }

    private static JsonObject AddressesOf(ClusterNetworkSpec spec) =>
        ClusterNetworkJson.WriteSpec(new ClusterNetworkSpec { PodNetwork = spec.PodNetwork, ServiceNetwork = spec.ServiceNetwork });
}
