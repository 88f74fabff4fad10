using System.Text.Json.Nodes;
using CniOperator.Core.Api;

namespace CniOperator.Core.Pipeline;

/// <summary>
/// Decides whether a spec whose address plan does not hold is new. What is new waits; what runs goes on being repaired, for a node with a
/// wrong podCIDR, or a network that someone lays over the pods' one, must not keep the other nodes from their network.
/// </summary>
internal static class SpecGate
{
    /// <summary>
    /// True when <paramref name="present"/> asks for no object and no address that is not there already. That is more than the two specs
    /// being alike: defaults that a newer CRD adds, and settings that change neither, are not new.
    /// </summary>
    /// <param name="present">What the spec asks for.</param>
    /// <param name="former">What the last valid spec asks for; <c>null</c> when there is none.</param>
    /// <param name="appliedHash">The hash of the objects that were applied last.</param>
    internal static bool Runs(SpecEvaluation present, SpecEvaluation? former, string? appliedHash)
    {
        if (present is not { Rendering: { } rendering, Spec.Spec: { } spec })
            return false;

        // The record may have been deleted, or be hidden; the status too says what was applied.
        return former is { Rendering: { } before, Spec.Spec: { } last }
            ? before.Hash == rendering.Hash && JsonNode.DeepEquals(AddressesOf(spec), AddressesOf(last))
            : appliedHash == rendering.Hash;
    }

    private static JsonObject AddressesOf(ClusterNetworkSpec spec) =>
        ClusterNetworkJson.WriteSpec(new ClusterNetworkSpec { PodNetwork = spec.PodNetwork, ServiceNetwork = spec.ServiceNetwork });
}
