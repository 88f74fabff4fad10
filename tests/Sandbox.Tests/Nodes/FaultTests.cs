using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class FaultTests
{
    [Fact]
    public async Task An_image_that_cannot_be_pulled_backs_off_and_recovers()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        var fault = cluster.Nodes.Inject(new NodeFault(NodeFaultKind.ImagePull) { Image = "flannel", Node = "node-2" });
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(6);

        var pod = cluster.Pods("kube-flannel").Single(p => p.Text("spec", "nodeName") == "node-2");
        Assert.Equal("ImagePullBackOff", pod.Items("status", "initContainerStatuses").Single().Text("state", "waiting", "reason"));
        Assert.Equal(2, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "numberReady"));

        fault.Dispose();
        await cluster.RunAsync(10);
        Assert.Equal(3, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "numberReady"));
    }

    [Fact]
    public async Task A_crashing_container_restarts_with_growing_back_off()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Nodes.Inject(new NodeFault(NodeFaultKind.Crash) { Pod = "web", Message = "boom" });
        cluster.Apply(Manifests.Flannel());
        cluster.Apply(Manifests.Deployment("web", 1));
        await cluster.RunAsync(8);

        var pod = Assert.Single(cluster.Pods("default"));
        var status = pod.Items("status", "containerStatuses").Single();
        Assert.Equal("CrashLoopBackOff", status.Text("state", "waiting", "reason"));
        Assert.InRange(status.Number("restartCount")!.Value, 2, 4);
        Assert.Equal("boom\n", cluster.Nodes.Log("default", pod.Name(), "web"));
        Assert.Equal("Running", pod.Text("status", "phase"));
    }

    [Fact]
    public async Task A_pod_that_never_gets_ready_holds_the_rollout()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        cluster.Nodes.Inject(new NodeFault(NodeFaultKind.NeverReady) { Image = "flannel:v0.29" });
        cluster.Change(Kinds.DaemonSets, "kube-flannel", "flannel-ds", s =>
            Manifests.Container(s)["image"] = "example.test/flannel:v0.29.0"
        );
        await cluster.RunAsync(20);

        var set = cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds");
        Assert.Equal(1, set.Number("status", "updatedNumberScheduled"));
        Assert.Equal(2, set.Number("status", "numberAvailable"));
    }

    [Fact]
    public async Task A_reference_with_a_blank_is_an_invalid_image_name()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests.Flannel(daemonSet: s => Manifests.Container(s)["image"] = "example.test/flannel :v1"));
        await cluster.RunAsync(3);

        Assert.Equal(
            "InvalidImageName",
            cluster.Pods("kube-flannel")[0].Items("status", "containerStatuses").Single().Text("state", "waiting", "reason")
        );
    }
}
