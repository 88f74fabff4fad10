using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Which nodes the network's daemon on a node knows.</summary>
internal static class NodePeers
{
    /// <summary>A daemon that runs, and that the API server answers, knows all that have joined so far.</summary>
    public static void Update(NodeFleet fleet, NodeMachine machine, JsonObject node, ClusterView view)
    {
        if (machine.NodeUid != node.Uid())
        {
            machine.NodeUid = node.Uid();
            machine.JoinedAs = ++fleet.Joined;
        }

        machine.HasTunnels = !PodRanges.FromPools(machine.Disk) || CalicoNodes.HasTunnels(node, view);
        if (view.PodsOn(machine.Name).Any(p => Follows(machine, p, view)))
            machine.Knows = fleet.Joined;
    }

    private static bool Follows(NodeMachine machine, JsonObject pod, ClusterView view) =>
        machine.Pods.GetValueOrDefault(pod.Uid())?.Runtime is { } runtime
        && runtime.Main.Any(c => c is { Phase: ContainerPhase.Running, Process: { ExitCode: null, Effect: not null } })
        && !BoundToken.IsRefused(pod, runtime.AccountUid, view);
}
