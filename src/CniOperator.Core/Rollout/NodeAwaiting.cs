namespace CniOperator.Core.Rollout;

/// <summary>
/// Pods of a dataplane's Deployments cannot be scheduled before nodes are ready, and nodes are not before the dataplane's DaemonSet runs on
/// them. While a network comes up that is the way of things and no failure.
/// </summary>
internal static class NodeAwaiting
{
    // A node that is not ready has the taint node.kubernetes.io/not-ready. Older schedulers name it in their words, that of
    // Kubernetes 1.36 does not, so that any taint must do.
    private const string Taint = "untolerated taint";

    /// <summary>No node takes the pod, because they are not ready yet.</summary>
    internal static bool Waits(PodView pod, IReadOnlyList<NodeView> nodes) =>
        pod is { DeletedAt: null, Node.Length: 0, Unschedulable: { } why }
        && (nodes.Any(IsComing) || !nodes.Any(n => n.Linux))
        && (!nodes.Any(Takes) || why.Contains(Taint, StringComparison.Ordinal));

    /// <summary>What a person should know of so many waiting pods, to put behind the state of the rollout; empty for none.</summary>
    internal static string Words(int waiting, IReadOnlyList<NodeView> nodes) =>
        waiting == 0
            ? ""
            : $"; {waiting} {(waiting == 1 ? "pod waits" : "pods wait")} for a node{Coming(nodes.Count(IsComing), nodes.Count)}";

    private static string Coming(int coming, int all) =>
        all == 0 ? "" : $": {coming} of {all} {(all == 1 ? "is" : "are")} not ready yet, and will be once the dataplane runs there";

    private static bool IsComing(NodeView node) => node.Counts && node.Ready == "False";

    private static bool Takes(NodeView node) => node.Counts && node.Ready == "True";
}
