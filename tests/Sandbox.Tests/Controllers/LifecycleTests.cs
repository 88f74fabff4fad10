using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Tests.Nodes;

namespace CniOperator.Sandbox.Tests.Controllers;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Every_namespace_has_a_default_service_account_and_the_root_certificate()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        foreach (var ns in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            Assert.NotNull(cluster.State.Get(Kinds.ServiceAccounts, ns, "default"));
            Assert.NotNull(cluster.State.Get(Kinds.ConfigMaps, ns, "kube-root-ca.crt"));
        }
    }

    [Fact]
    public async Task A_deleted_namespace_is_emptied_and_then_gone()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        cluster.State.Delete(Kinds.Namespaces, null, "kube-flannel");
        await cluster.RunAsync(5);

        Assert.Null(cluster.State.Get(Kinds.Namespaces, null, "kube-flannel"));
        Assert.Empty(cluster.Pods("kube-flannel"));
        Assert.Empty(cluster.Problems);
    }

    [Theory]
    [InlineData("Background", 0)]
    [InlineData("Foreground", 0)]
    [InlineData("Orphan", 3)]
    public async Task Dependents_go_with_their_owner_unless_they_are_orphaned(string propagation, int left)
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        cluster.State.Delete(Kinds.DaemonSets, "kube-flannel", "flannel-ds", propagation);
        await cluster.RunAsync(5);

        Assert.Null(cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds"));
        Assert.Equal(left, cluster.Pods("kube-flannel").Count);
        Assert.All(cluster.Pods("kube-flannel"), p => Assert.Empty(p.Items("metadata", "ownerReferences")));
    }

    [Fact]
    public async Task A_deleted_pod_ends_gracefully_and_its_set_replaces_it()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);
        var pod = cluster.Pods("kube-flannel")[0];
        cluster.State.Delete(Kinds.Pods, "kube-flannel", pod.Name());
        await cluster.SettleAsync();
        Assert.True(cluster.Pods("kube-flannel")[0].IsDeleting());

        await cluster.RunAsync(3);
        Assert.Equal(3, cluster.Pods("kube-flannel").Count);
        Assert.DoesNotContain(cluster.Pods("kube-flannel"), p => p.Uid() == pod.Uid());
        Assert.Contains("Stopping container kube-flannel", cluster.Events("Killing"));
    }
}
