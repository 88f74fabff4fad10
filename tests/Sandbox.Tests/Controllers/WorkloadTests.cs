using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Tests.Nodes;

namespace CniOperator.Sandbox.Tests.Controllers;

public sealed class WorkloadTests
{
    [Fact]
    public async Task Ordinary_pods_wait_for_the_network_and_get_addresses_of_their_node()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Deployment("web", 3));
        await cluster.RunAsync(2);
        Assert.All(cluster.Pods("default"), p => Assert.Null(p.Text("spec", "nodeName")));
        Assert.Contains(
            "untolerated taint {node.kubernetes.io/not-ready: }",
            Assert.Single(cluster.Events("FailedScheduling")),
            StringComparison.Ordinal
        );

        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(5);
        Assert.All(cluster.Pods("default"), p => Assert.True(p.IsReady()));
        Assert.Equal(
            ["10.244.0.2", "10.244.1.2", "10.244.2.2"],
            cluster.Pods("default").Select(p => p.Text("status", "podIP")!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(3, cluster.State.Get(Kinds.Deployments, "default", "web").Number("status", "availableReplicas"));
        Assert.Empty(cluster.Problems);
    }

    [Fact]
    public async Task A_daemon_set_adopts_the_pods_that_an_orphaning_deletion_left_and_rolls_them()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        var before = Uids(cluster);
        cluster.State.Delete(Kinds.DaemonSets, "kube-flannel", "flannel-ds", "Orphan");
        await cluster.RunAsync(3);
        Assert.Equal(before, Uids(cluster));
        Assert.All(cluster.Pods("kube-flannel"), p => Assert.Empty(p.Items("metadata", "ownerReferences")));

        cluster.Apply(Manifests.DaemonSet());
        await cluster.RunAsync(3);
        Assert.Equal(before, Uids(cluster));
        cluster.Change(Kinds.DaemonSets, "kube-flannel", "flannel-ds", s =>
            Manifests.Container(s)["image"] = "example.test/flannel:v0.29.0"
        );
        await cluster.RunAsync(30);
        Assert.Empty(Uids(cluster).Intersect(before));
        Assert.Empty(cluster.Problems);

        static IReadOnlyList<string> Uids(SimulatedCluster cluster) =>
            [.. cluster.Pods("kube-flannel").Select(p => p.Text("metadata", "uid")!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_daemon_set_rolls_one_node_at_a_time()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 5 });
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        long lowest = 5;
        cluster.State.Changed += c =>
        {
            if (c.Resource == Kinds.DaemonSets)
                lowest = Math.Min(lowest, c.Object.Number("status", "numberAvailable") ?? 0);
        };
        cluster.Change(Kinds.DaemonSets, "kube-flannel", "flannel-ds", s =>
            Manifests.Container(s)["image"] = "example.test/flannel:v0.29.0"
        );
        await cluster.RunAsync(30);

        Assert.Equal(4, lowest);
        Assert.All(cluster.Pods("kube-flannel"), p =>
            Assert.Equal("example.test/flannel:v0.29.0", p.Items("spec", "containers").Single().Text("image"))
        );
        Assert.Equal(5, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "updatedNumberScheduled"));
        Assert.Equal(2, cluster.State.List(Kinds.ControllerRevisions).Count);
    }

    [Fact]
    public async Task On_delete_replaces_a_pod_only_when_it_is_deleted()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel(daemonSet: s => s["spec"]!["updateStrategy"] = new JsonObject { ["type"] = "OnDelete" }));
        await cluster.RunAsync(3);
        cluster.Change(Kinds.DaemonSets, "kube-flannel", "flannel-ds", s =>
            Manifests.Container(s)["image"] = "example.test/flannel:v0.29.0"
        );
        await cluster.RunAsync(10);
        // A zero that the type leaves out is not stored.
        Assert.Null(cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "updatedNumberScheduled"));

        cluster.State.Delete(Kinds.Pods, "kube-flannel", cluster.Pods("kube-flannel")[0].Name());
        await cluster.RunAsync(5);
        Assert.Equal(1, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "updatedNumberScheduled"));
        Assert.Equal(3, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "numberReady"));
    }

    [Fact]
    public async Task A_deployment_rolls_without_losing_availability_and_keeps_the_old_replica_set()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        cluster.Apply(Manifests.Deployment("web", 4));
        await cluster.RunAsync(5);
        cluster.Change(Kinds.Deployments, "default", "web", d => Manifests.Container(d)["image"] = "example.test/web:2");
        await cluster.RunAsync(10);

        var deployment = cluster.State.Get(Kinds.Deployments, "default", "web");
        Assert.Equal(4, deployment.Number("status", "updatedReplicas"));
        Assert.Equal("NewReplicaSetAvailable", deployment!.Condition("Progressing").Text("reason"));
        Assert.Equal("2", deployment.Text("metadata", "annotations", "deployment.kubernetes.io/revision"));
        Assert.Equal([0L, 4L], cluster.State.List(Kinds.ReplicaSets).Select(s => s.Number("spec", "replicas")!.Value).Order());
        Assert.Equal(4, cluster.Pods("default").Count);
    }

    [Fact]
    public async Task A_service_gets_slices_with_the_ready_pods_and_resolved_ports()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        cluster.Apply(Manifests.Deployment("web", 2));
        cluster.Apply(
            Manifests.Parse(
                """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"default"},
                 "spec":{"selector":{"app":"web"},"ports":[{"name":"http","port":8080,"targetPort":"http"}]}}
                """
            )
        );
        await cluster.RunAsync(5);

        var slice = Assert.Single(cluster.State.List(Kinds.EndpointSlices, "default"), s =>
            s.Labels().GetValueOrDefault("kubernetes.io/service-name") == "web"
        );
        Assert.Equal(2, slice.Items("endpoints").Count(e => e.Flag("conditions", "ready")));
        Assert.Equal(80, slice.Items("ports").Single().Number("port"));
    }
}
