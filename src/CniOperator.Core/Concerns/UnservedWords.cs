using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Says which nodes have no network by their own word although the dataplane runs there, and what that comes from most often.
/// </summary>
internal static class UnservedWords
{
    private const int Named = 3;

    // Where each reads CNI configurations, unless it is configured otherwise.
    private const string Usual =
        "containerd, CRI-O, RKE2: /etc/cni/net.d; k3s: /var/lib/rancher/k3s/agent/etc/cni/net.d; "
        + "MicroK8s: /var/snap/microk8s/current/args/cni-network";

    internal static (string Reason, string Message) Of(UnservedNodes nodes, RolloutStatus rollout, CniDirectories written)
    {
        if (nodes.Lacking.Count == 0)
            return (
                ConditionReasons.Progressing,
                $"the dataplane runs on {rollout.Nodes} nodes; {Names(nodes.Awaited)} {(nodes.Awaited.Count == 1 ? "has" : "have")} yet to say "
                    + "that pods get a network there"
            );
        var one = nodes.Lacking.Count == 1;
        return (
            ConditionReasons.NodesNotServed,
            $"{Names(nodes.Lacking)} {(one ? "says" : "say")} that pods get no network there, although the dataplane runs: "
                + $"{nodes.Lacking[0].Words}. {Cause(nodes.Lacking, written)}"
        );
    }

    /// <summary>What is said of one of them in the list of problems.</summary>
    internal static RolloutProblem Problem(NodeView node, CniDirectories written) =>
        new(
            node.Name,
            "",
            ProblemReasons.NodeNotServed,
            node.Ready == "True"
                ? $"the node has the condition NetworkUnavailable: {node.Words}"
                : $"the node's runtime finds no network: {node.Words}; {written.File} was written to {written.Configuration}"
        );

    private static string Cause(IReadOnlyList<NodeView> nodes, CniDirectories written)
    {
        if (nodes.All(n => n.Ready == "True"))
            return "NetworkUnavailable is set to False by the dataplane's pod of the node (see its log), or by a cloud's route controller.";
        var setting = written.Setting.Length == 0 ? "" : $" ({written.Setting})";
        return $"{written.File} was written to {written.Configuration}, plugins to {written.Binaries}{setting}. Does the runtime read there? "
            + $"{Usual}. Or a plugin is missing, or a file that comes first by name is broken: crictl info on the node tells";
    }

    private static string Names(IReadOnlyList<NodeView> nodes) =>
        (nodes.Count == 1 ? "node " : "nodes ")
        + string.Join(", ", nodes.Take(Named).Select(n => n.Name))
        + (nodes.Count > Named ? $" and {nodes.Count - Named} more" : "");
}
