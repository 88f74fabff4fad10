using System.Text.Json.Nodes;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns;

/// <summary>A node's own word on its network is the last one.</summary>
public sealed class RolloutConcernTests
{
    private const string NoNetwork =
        "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    private readonly World _world = new();

    [Fact]
    public void A_node_has_thirty_seconds_to_say_that_it_has_a_network()
    {
        _world.Reconcile();
        Say(1, NoNetwork);
        Say(2, NoNetwork);
        _world.RunPods(3);
        var decision = _world.Reconcile();
        Assert.Equal(("False", "Progressing"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Equal(
            "the dataplane runs on 3/3 nodes; nodes node-1, node-2 have yet to say that pods get a network there",
            _world.Text("DataplaneAvailable", "message")
        );
        Assert.Null(_world.Condition("Stalled"));
        Assert.Equal(_world.Now + TimeSpan.FromSeconds(30), decision.LookAgainAt);

        _world.Now += TimeSpan.FromSeconds(30);
        _world.Reconcile();
        Assert.Equal(
            ("False", "NodesNotServed", "True"),
            (_world.Condition("Ready"), _world.Text("Ready", "reason"), _world.Condition("Stalled"))
        );
        Assert.StartsWith(
            "nodes node-1, node-2 say that pods get no network there, although the dataplane runs: NetworkPluginNotReady: Network plugin "
                + "returns error: cni plugin not initialized. 10-test.conflist was written to /etc/cni/net.d, plugins to /opt/cni/bin.",
            _world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [("node-1", "NodeNotServed"), ("node-2", "NodeNotServed")],
            _world.Network["status"].Items("rollout", "problems").Select(p => (p.Text("node")!, p.Text("reason")!))
        );
        Assert.Equal(2, _world.Network["status"].Number(0, "rollout", "failedNodes"));

        Say(1, null);
        Say(2, null);
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Empty(_world.Network["status"].Items("rollout", "problems"));
    }

    [Fact]
    public void A_network_that_goes_is_told_at_once_and_becomes_stuck_when_it_stays_away()
    {
        _world.Settle();
        _world.Now += TimeSpan.FromHours(1);
        Say(3, NoNetwork);
        _world.Reconcile();
        Assert.Equal(("False", "Progressing"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        _world.Now += TimeSpan.FromSeconds(30);
        _world.Reconcile();
        Assert.Equal("NodesNotServed", _world.Text("Ready", "reason"));
    }

    [Fact]
    public void Many_nodes_are_named_as_far_as_there_is_room()
    {
        _world.Nodes.AddRange(
            Enumerable.Range(4, 97).Select(i => WorldNodes.Node(i, "a-node-with-a-rather-long-name-in-the-region-europe-west-4-"))
        );
        _world.Reconcile();
        for (var i = 1; i <= 100; i++)
            Say(i, NoNetwork);
        _world.RunPods(100);
        _world.Now += TimeSpan.FromMinutes(1);
        _world.Reconcile();
        var message = _world.Text("Ready", "message");
        Assert.Contains(" and 97 more say that pods get no network there", message, StringComparison.Ordinal);
        Assert.Contains("/etc/cni/net.d", message, StringComparison.Ordinal);
        Assert.InRange(_world.Network["status"].Items("rollout", "problems").Count(), 10, 50);
    }

    [Fact]
    public void A_node_with_another_trouble_does_not_count_is_named_and_blames_no_network()
    {
        _world.Settle();
        Say(2, "PLEG is not healthy: pleg was last seen active 3m5s ago");
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Contains(
            "not ready, and not for want of a network, so that it does not count: node-2 (KubeletNotReady: PLEG is not healthy",
            _world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
        var problem = Assert.Single(_world.Network["status"].Items("rollout", "problems"));
        Assert.Equal(("node-2", "NodeNotReady"), (problem.Text("node"), problem.Text("reason")));
    }

    [Fact]
    public void A_cordoned_node_is_not_asked()
    {
        _world.Settle();
        Say(2, NoNetwork);
        _world.Nodes[1]["spec"]!["unschedulable"] = true;
        _world.Now += TimeSpan.FromMinutes(1);
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    private void Say(int number, string? message)
    {
        var node = (JsonObject)_world.Nodes[number - 1].DeepClone();
        node["status"]!["conditions"] = new JsonArray(
            message is null
                ? new JsonObject { ["type"] = "Ready", ["status"] = "True" }
                : new JsonObject
                {
                    ["type"] = "Ready",
                    ["status"] = "False",
                    ["reason"] = "KubeletNotReady",
                    ["message"] = message,
                    ["lastTransitionTime"] = _world.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                }
        );
        _world.Nodes[number - 1] = node;
    }
}
