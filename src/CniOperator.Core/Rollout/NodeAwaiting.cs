namespace CniOperator.Core.Rollout;

/// <summary>
/// Pods of a dataplane's Deployments cannot be scheduled before nodes are ready, and nodes are not before the dataplane's DaemonSet runs on
/// them. While a network comes up that is the way of things and no failure.
/// </summary>
/// <param name="nodes">Every node.</param>
internal sealed class NodeAwaiting(IReadOnlyList<NodeView> nodes)
{
    // A node that is not ready has the taint node.kubernetes.io/not-ready. Older schedulers name it in their words, that of
    // Kubernetes 1.36 does not, so that any taint must do.
    private const string Taint = "untolerated taint";

    private readonly int _coming = nodes.Count(n => n.Counts && n.Ready == "False");
    private readonly bool _takes = nodes.Any(n => n.Counts && n.Ready == "True");
    private readonly bool _linux = nodes.Any(n => n.Linux);

    /// <summary>No node takes the pod, because they are not ready yet.</summary>
    internal bool Waits(PodView pod) =>
        pod is { DeletedAt: null, Node.Length: 0, Unschedulable: { } why }
        && (_coming > 0 || !_linux)
        && (!_takes || why.Contains(Taint, StringComparison.Ordinal));

    /// <summary>What a person should know of so many waiting pods, to put behind the state of the rollout; empty for none.</summary>
    internal string Words(int waiting) =>
        waiting == 0 ? "" : $"; {waiting} {(waiting == 1 ? "pod waits" : "pods wait")} for a node{Coming(_coming, nodes.Count)}";

    private static string Coming(int coming, int all) =>
        all == 0 ? "" : $": {coming} of {all} {(all == 1 ? "is" : "are")} not ready yet, and will be once the dataplane runs there";
}
