using CniOperator.Core.Api;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Says what the dataplane gives beyond moving packets, as its addon states it for these settings, once every node runs with them; nothing
/// here is measured.
/// </summary>
internal static class NetworkModel
{
    internal const string NetworkPolicy = "NetworkPolicy";
    internal const string Encryption = "Encryption";
    internal const string Mtu = "MTU";

    /// <summary>Nothing while there is no rendering: what runs then is not known.</summary>
    internal static IReadOnlyList<NetworkRequirement> Of(DesiredState desired, RolloutView rollout)
    {
        if (desired.DefaultNetwork is not { } network)
            return [];
        var rendering = network.Rendering;
        var by = $"{network.Addon.DisplayName} {rendering.Version} {Backend(rendering)}";
        return
        [
            rendering.EnforcesNetworkPolicy
                ? Given(NetworkPolicy, $"{by} enforces NetworkPolicies", rollout)
                : new NetworkRequirement(
                    NetworkPolicy,
                    "False",
                    $"{by} does not enforce NetworkPolicies with these settings: they have no effect"
                ),
            rendering.Encrypts
                ? Given(Encryption, $"{by} encrypts traffic between nodes", rollout)
                : new NetworkRequirement(Encryption, "False", $"{by} sends traffic between nodes unencrypted with these settings"),
            .. rendering.Mtu is { } mtu ? [Started(mtu, rollout)] : Array.Empty<NetworkRequirement>(),
        ];
    }

    // What is asked for is not what runs where the dataplane may choose otherwise without a word.
    private static string Backend(RenderResult rendering) =>
        rendering.FallsBackTo is { } other
            ? $"asked for backend {rendering.Backend} (it takes {other} where that cannot work, and which one runs is not observed)"
            : $"with backend {rendering.Backend}";

    // A pod's interface is made when the pod starts, with the MTU that its node's dataplane has then.
    private static NetworkRequirement Started(int mtu, RolloutView rollout)
    {
        var (desired, newest) = (rollout.Status.Desired, rollout.Newest);
        var where = rollout.Everywhere ? "" : $" on the {newest} of {desired} nodes that run with these settings";
        return new NetworkRequirement(
            Mtu,
            "Unknown",
            $"pods that start now get an MTU of {mtu}{where}. A pod keeps the one that it was started with: if it was another before, restart "
                + "those that are older than the dataplane's pod on their node: kubectl rollout restart, for each workload that has such pods"
        );
    }

    // As long as one node runs without these settings, or is not known to run with them, the network as a whole does not give it.
    private static NetworkRequirement Given(string requirement, string what, RolloutView rollout)
    {
        if (rollout.Everywhere)
            return new NetworkRequirement(requirement, "True", what);
        var (desired, newest) = (rollout.Status.Desired, rollout.Newest);
        return new NetworkRequirement(
            requirement,
            "Unknown",
            $"{what} where it runs with these settings: {newest} of {desired} nodes are known to. Others may still run with earlier ones"
        );
    }
}
