using CniOperator.Core.Rollout;
using CniOperator.Core.Tests.Decisions;

namespace CniOperator.Core.Tests.Rollout;

public sealed class NodeViewTests
{
    private const string Containerd =
        "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    [Theory]
    [InlineData(Containerd, "NetworkPluginNotReady: Network plugin returns error: cni plugin not initialized")]
    [InlineData(
        "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: No CNI configuration file in /etc/cni/net.d/. Has your network provider started?",
        "NetworkPluginNotReady: Network plugin returns error: No CNI configuration file in /etc/cni/net.d/. Has your network provider started?"
    )]
    [InlineData(
        "runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized",
        "NetworkPluginNotReady: docker: network plugin is not ready: cni config uninitialized"
    )]
    [InlineData(
        "[container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized, CSINode is not yet initialized]",
        "NetworkPluginNotReady: Network plugin returns error: cni plugin not initialized, CSINode is not yet initialized]"
    )]
    public void A_node_that_blames_its_network_lacks_one(string message, string words)
    {
        var node = Node("False", message);
        Assert.Equal((words, true, false, true, false), (node.Words, node.LacksNetwork, node.IsIll, node.Counts, node.IsServed));
    }

    [Theory]
    [InlineData("PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s")]
    [InlineData("container runtime is down")]
    [InlineData("[container runtime is down, " + Containerd + "]")]
    [InlineData("[container runtime status check may not have completed yet, " + Containerd + "]")]
    [InlineData("node is shutting down")]
    [InlineData("failed to initialize CSINode: error updating CSINode annotation")]
    public void A_node_with_another_trouble_is_ill_and_does_not_count(string message)
    {
        var node = Node("False", message);
        Assert.Equal((true, false, false, false), (node.IsIll, node.LacksNetwork, node.IsServed, node.Counts));
        Assert.StartsWith("KubeletNotReady: ", node.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_says_nothing_yet_lacks_a_network_and_one_that_is_silent_is_neither()
    {
        Assert.True(Node("False", "").LacksNetwork);
        Assert.Equal(
            (false, false, false),
            Node("Unknown", "Kubelet stopped posting node status.") is var n ? (n.LacksNetwork, n.IsIll, n.Counts) : default
        );
    }

    [Fact]
    public void A_ready_node_whose_NetworkUnavailable_is_True_is_not_served()
    {
        var node = NodeView.Of(
            Live.Json(
                """
                {"metadata":{"name":"a"},"status":{"conditions":[
                  {"type":"Ready","status":"True","reason":"KubeletReady","message":"kubelet is posting ready status","lastTransitionTime":"2026-01-01T00:00:00Z"},
                  {"type":"NetworkUnavailable","status":"True","reason":"NoRouteCreated","message":"RouteController failed to create a route","lastTransitionTime":"2026-01-01T00:01:00Z"}]}}
                """
            )
        );
        Assert.Equal((false, true, true), (node.IsServed, node.LacksNetwork, node.Counts));
        Assert.Equal("NoRouteCreated: RouteController failed to create a route", node.Words);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero), node.NotServedSince);
    }

    private static NodeView Node(string ready, string message)
    {
        var node = WorldNodes.Node(1);
        node["status"]!["conditions"]![0]!["status"] = ready;
        if (message.Length > 0)
            (node["status"]!["conditions"]![0]!["reason"], node["status"]!["conditions"]![0]!["message"]) = ("KubeletNotReady", message);
        return NodeView.Of(node);
    }
}
