using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class NodeTests
{
    [Fact]
    public async Task A_new_cluster_has_nodes_with_pod_ranges_that_wait_for_a_network()
    {
        await using var cluster = await SimulatedCluster.StartAsync();

        var node = cluster.Node("node-2");
        Assert.Equal("10.244.1.0/24", node.Text("spec", "podCIDR"));
        Assert.Equal(["10.244.1.0/24"], node.Texts("spec", "podCIDRs"));
        Assert.Equal("172.18.0.3", node.Items("status", "addresses").First().Text("address"));
        Assert.Equal("False", node.Condition("Ready").Text("status"));
        Assert.Equal(NodeStatus.NetworkNotReady, node.Condition("Ready").Text("message"));
        Assert.Null(node.Condition("NetworkUnavailable"));
        Assert.Equal(["NoSchedule", "NoExecute"], node.Items("spec", "taints").Select(t => t.Text("effect")));
        Assert.NotNull(cluster.State.Get(Kinds.Leases, "kube-node-lease", "node-2"));
        Assert.Empty(cluster.Problems);
    }

    [Fact]
    public async Task A_dual_stack_cluster_gives_each_node_a_range_and_an_address_per_family()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 2, PodCidr = "10.244.0.0/16,fd00:10:244::/48" });

        Assert.Empty(cluster.Problems);
        Assert.Equal(["10.244.1.0/24", "fd00:10:244:1::/64"], cluster.Node("node-2").Texts("spec", "podCIDRs"));
        Assert.Equal(2, cluster.Node("node-2").Items("status", "addresses").Count(a => a.Text("type") == "InternalIP"));
    }

    [Fact]
    public async Task A_node_for_which_no_range_is_left_gets_none_and_an_event_says_so()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 3, PodCidr = "10.244.0.0/23" });

        Assert.Null(cluster.Node("node-3").Text("spec", "podCIDR"));
        Assert.Equal(["Node node-3 status is now: CIDRNotAvailable"], cluster.Events("CIDRNotAvailable"));
    }

    [Fact]
    public async Task A_silent_node_becomes_unknown_is_tainted_and_recovers()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(5);
        cluster.Nodes.Stop("node-1");
        await cluster.RunAsync(70);

        var node = cluster.Node("node-1");
        Assert.Equal("Unknown", node.Condition("Ready").Text("status"));
        Assert.Contains(node.Items("spec", "taints"), t => t.Text("key") == "node.kubernetes.io/unreachable");
        Assert.Contains(cluster.Pods("kube-flannel"), p => p.Text("spec", "nodeName") == "node-1" && !p.IsReady());

        cluster.Nodes.Start("node-1");
        await cluster.RunAsync(15);
        Assert.True(cluster.Node("node-1").ConditionIs("Ready", "True"));
        Assert.DoesNotContain(cluster.Node("node-1").Items("spec", "taints"), t => true);
        Assert.All(cluster.Pods("kube-flannel"), p => Assert.True(p.IsReady()));
    }

    [Fact]
    public async Task A_node_that_joins_gets_the_next_range_and_its_daemon_pod()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(5);
        cluster.Nodes.Add();
        await cluster.RunAsync(5);

        Assert.Equal("10.244.3.0/24", cluster.Node("node-4").Text("spec", "podCIDR"));
        Assert.True(cluster.Node("node-4").ConditionIs("Ready", "True"));
        Assert.Equal(4, cluster.Pods("kube-flannel").Count);
    }

    [Fact]
    public async Task A_node_that_is_removed_takes_its_pods_and_lease_along()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(5);
        cluster.Nodes.Remove("node-3");
        await cluster.RunAsync(1);

        Assert.Equal(2, cluster.Pods("kube-flannel").Count);
        Assert.Null(cluster.State.Get(Kinds.Leases, "kube-node-lease", "node-3"));
        Assert.Equal(2, cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds").Number("status", "desiredNumberScheduled"));
        Assert.Empty(cluster.Problems);
    }
}
