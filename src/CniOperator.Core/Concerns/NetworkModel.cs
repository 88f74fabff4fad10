using CniOperator.Core.Api;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Says what the dataplane gives beyond moving packets, as its addon states it for these settings; nothing here is measured.
/// </summary>
internal static class NetworkModel
{
    internal const string NetworkPolicy = "NetworkPolicy";
    internal const string Encryption = "Encryption";

    /// <summary>Nothing while there is no rendering: what runs then is not known.</summary>
    internal static IReadOnlyList<NetworkRequirement> Of(DesiredState desired)
    {
        if (desired.DefaultNetwork is not { } network)
            return [];
        var rendering = network.Rendering;
        var by = $"{network.Addon.DisplayName} {rendering.Version} with backend {rendering.Backend}";
        return
        [
            rendering.EnforcesNetworkPolicy
                ? new NetworkRequirement(NetworkPolicy, "True", $"{by} enforces NetworkPolicies")
                : new NetworkRequirement(
                    NetworkPolicy,
                    "False",
                    $"{by} does not enforce NetworkPolicies with these settings: they have no effect"
                ),
            rendering.Encrypts
                ? new NetworkRequirement(Encryption, "True", $"{by} encrypts traffic between nodes")
                : new NetworkRequirement(Encryption, "False", $"{by} sends traffic between nodes unencrypted with these settings"),
        ];
    }
}
