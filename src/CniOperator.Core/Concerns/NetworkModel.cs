using CniOperator.Core.Api;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;

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
        var by = $"{network.Addon.DisplayName} {rendering.Version} {Backend(rendering)}";
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

    // What is asked for is not what runs where the dataplane may choose otherwise without a word.
    private static string Backend(RenderResult rendering) =>
        rendering.FallsBackTo is { } other
            ? $"asked for backend {rendering.Backend} (it takes {other} where that cannot work, and which one runs is not observed)"
            : $"with backend {rendering.Backend}";
}
