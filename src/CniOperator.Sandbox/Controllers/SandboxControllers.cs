using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// Everything that moves in the embedded cluster: kube-controller-manager, kube-scheduler and the kubelets, as far as the sandbox has them.
/// </summary>
internal static class SandboxControllers
{
    /// <summary>Starts all loops over a state. The fleet's faults and machines wake the kubelets.</summary>
    public static ControlLoops Start(ClusterState state, NodeFleet fleet, SandboxOptions options)
    {
        var ipam = new NodeIpamLoop(fleet, options);
        var kubelet = new KubeletLoop(fleet, options, SimulatedDataplanes.BuiltIn);
        var loops = new ControlLoops(
            state,
            [
                new NamespaceLoop(),
                ipam,
                new NodeLifecycleLoop(options),
                new DeploymentLoop(),
                new ReplicaSetLoop(),
                new DaemonSetLoop(),
                new SchedulerLoop(),
                kubelet,
                new CalicoNodes(),
                new EndpointsLoop(),
                new GarbageCollectorLoop(),
            ],
            options.Log
        );
        fleet.Changed = () =>
        {
            loops.Poke(kubelet);
            loops.Poke(ipam);
        };
        return loops;
    }
}
