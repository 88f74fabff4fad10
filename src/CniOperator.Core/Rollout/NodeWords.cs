using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>Reads why a node is not ready, in its kubelet's words.</summary>
internal static class NodeWords
{
    private const int Most = 200;

    // "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: …"
    private const string NetworkDetail = "reason:NetworkPluginNotReady message:";

    // containerd, CRI-O and Docker in the words of their own; "network plugin is not ready" is an older kubelet's.
    private static readonly string[] Network =
    [
        "NetworkPluginNotReady",
        "NetworkReady=false",
        "network not ready",
        "network plugin is not ready",
        "cni plugin not initialized",
        "cni config uninitialized",
    ];

    // What a kubelet says with it while nothing of its runtime can be believed.
    private static readonly string[] Runtime = ["runtime is down", "status check may not have completed", "PLEG is not healthy"];

    /// <summary>
    /// What a condition says, as <c>KubeletNotReady: PLEG is not healthy</c>; of a network that is not ready the runtime's own words.
    /// </summary>
    internal static string Of(JsonObject? condition)
    {
        var message = condition.Text("message") ?? "";
        var at = BlameSomethingElse(condition) ? -1 : message.IndexOf(NetworkDetail, StringComparison.Ordinal);
        var words =
            at >= 0
                ? "NetworkPluginNotReady: " + message[(at + NetworkDetail.Length)..]
                : string.Join(": ", new[] { condition.Text("reason") ?? "", message }.Where(t => t.Length > 0));
        return words.Length > Most ? words[..Most] + "…" : words;
    }

    /// <summary>
    /// A condition says that something is wrong, and not that the network is; or the runtime is in such a state that what it says of the
    /// network is not to be believed.
    /// </summary>
    internal static bool BlameSomethingElse(JsonObject? condition) =>
        condition.Text("message") is { Length: > 0 } message && (!Has(message, Network) || Has(message, Runtime));

    private static bool Has(string words, string[] parts) =>
        Array.Exists(parts, p => words.Contains(p, StringComparison.OrdinalIgnoreCase));
}
