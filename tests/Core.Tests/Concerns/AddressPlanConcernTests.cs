using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns;

public sealed class AddressPlanConcernTests
{
    private const string Missing =
        "It has no podCIDR, and Test takes pods' addresses from there: no pod can start on it. Start kube-controller-manager with "
        + "--allocate-node-cidrs=true --cluster-cidr=10.244.0.0/16 --node-cidr-mask-size=24 (kubeadm: networking.podSubnet)";

    private readonly World _world = new();

    [Fact]
    public void A_node_that_turns_bad_is_said_everywhere_and_stops_no_repair()
    {
        _world.Settle();
        TurnBad();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(_world.Key("ConfigMap")));
        Assert.Equal(("False", "Invalid"), (_world.Condition("AddressPlanValid"), _world.Text("AddressPlanValid", "reason")));
        Assert.Equal(
            ("False", "Invalid", "True"),
            (_world.Condition("Ready"), _world.Text("Ready", "reason"), _world.Condition("Applied"))
        );
        Assert.Equal(
            ("True", "Invalid", null),
            (_world.Condition("Stalled"), _world.Text("Stalled", "reason"), _world.Condition("Reconciling"))
        );
        Assert.Contains($"Node node-2: {Missing}.", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_on_the_node_once_when_it_begins()
    {
        _world.Settle();
        TurnBad();
        _world.Reconcile();
        var told = Assert.Single(_world.Events, e => e.Regarding is not null);
        Assert.Equal(
            (true, "PodCIDRMissing", new Regarding(new ObjectKey("v1", "Node", null, "node-2"), "uid-2")),
            (told.Warning, told.Reason, told.Regarding!)
        );
        Assert.Equal(Missing, told.Message);

        _world.Events.Clear();
        _world.Now += TimeSpan.FromHours(1);
        Assert.Null(_world.Reconcile().Status);
        Assert.Empty(_world.Events);
    }

    [Fact]
    public void A_restart_tells_nothing_again_that_status_has()
    {
        _world.Settle();
        TurnBad();
        _world.Reconcile();
        _world.Events.Clear();
        _world.Reported = null;
        _world.Reconcile();
        Assert.Empty(_world.Events);
    }

    [Fact]
    public void Every_node_is_told_also_beyond_what_status_has_room_for()
    {
        _world.Settle();
        _world.Nodes.AddRange(Enumerable.Range(4, 46).Select(i => WorldNodes.Node(i)));
        for (var i = 1; i <= 49; i++)
            TurnBad(i);
        foreach (var node in _world.Nodes.Skip(3))
            node["spec"]!["unschedulable"] = true;
        _world.Reconcile();
        Assert.Equal(49, _world.Events.Count(e => e.Regarding is not null));
        _world.Events.Clear();
        Fix(1);
        _world.Reconcile();
        Assert.Empty(_world.Events);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_spec_that_waits_blames_no_node_for_its_own_network(bool alsoByWhatRuns, int told)
    {
        _world.Settle();
        _world.Spec["podNetwork"]!["cidrs"] = new JsonArray("10.77.0.0/16");
        if (alsoByWhatRuns)
            TurnBad();
        _world.Reconcile();
        Assert.Contains(_world.Network["status"].Items("addressPlan", "findings"), f => f.Text("subject") == "Node node-2");
        Assert.Equal(told, _world.Events.Count(e => e.Regarding is not null));
    }

    [Fact]
    public void What_is_fixed_and_breaks_again_is_told_again()
    {
        _world.Settle();
        TurnBad();
        _world.Reconcile();
        Fix();
        _world.Reconcile();
        Assert.Equal(("True", null), (_world.Condition("AddressPlanValid"), _world.Condition("Stalled")));
        TurnBad();
        _world.Reconcile();
        Assert.Equal(2, _world.Events.Count(e => e.Reason == "PodCIDRMissing"));
    }

    [Fact]
    public void What_is_acknowledged_is_named_and_makes_no_Event()
    {
        _world.Settle();
        _world.Spec["acknowledge"] = new JsonArray("addresses/node-without-cidr");
        TurnBad();
        TurnBad(3);
        _world.Reconcile();
        Assert.Equal(("True", "Acknowledged"), (_world.Condition("AddressPlanValid"), _world.Text("AddressPlanValid", "reason")));
        Assert.Equal("acknowledged: addresses/node-without-cidr (Node node-2, Node node-3)", _world.Text("AddressPlanValid", "message"));
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.DoesNotContain(_world.Events, e => e.Regarding is not null);
    }

    [Fact]
    public void A_warning_leaves_the_plan_valid()
    {
        _world.Settle();
        var eager = WorldNodes.Ready(WorldNodes.Node(1), ready: true);
        eager["status"]!["capacity"]!["pods"] = "300";
        _world.Nodes[0] = eager;
        _world.Reconcile();
        Assert.Equal("addresses/max-pods", Assert.Single(_world.Network["status"].Items("addressPlan", "findings")).Text("rule"));
        Assert.Equal(("True", "True"), (_world.Condition("AddressPlanValid"), _world.Condition("Ready")));
        Assert.DoesNotContain(_world.Events, e => e.Regarding is not null);
    }

    [Fact]
    public void One_bad_node_keeps_a_first_network_from_no_other_node()
    {
        TurnBad();
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(_world.Key("DaemonSet")));
        Assert.Equal(
            ("True", "False", "Invalid"),
            (_world.Condition("Applied"), _world.Condition("Ready"), _world.Text("Ready", "reason"))
        );
        Assert.Contains("Node node-2: It has no podCIDR", _world.Text("Ready", "message"), StringComparison.Ordinal);
        _world.RunPods(3);
        _world.Reconcile();
        var problem = Assert.Single(_world.Network["status"].Items("rollout", "problems"));
        Assert.Equal(("node-2", "NodeWithoutShare"), (problem.Text("node"), problem.Text("reason")));
    }

    [Fact]
    public void A_new_spec_that_waits_for_the_nodes_says_so_and_how_to_have_it_all_the_same()
    {
        for (var i = 1; i <= 3; i++)
            TurnBad(i);
        Assert.False(_world.Reconcile().HasSteps);
        Assert.Equal(("InvalidSpec", "True"), (_world.Text("Applied", "reason"), _world.Condition("Stalled")));
        Assert.StartsWith(
            "the address plan does not hold, and there is no valid spec before it",
            _world.Text("Applied", "message"),
            StringComparison.Ordinal
        );
        foreach (var type in new[] { "AddressPlanValid", "Applied", "Ready" })
            Assert.EndsWith(
                "To have it applied all the same, list addresses/node-without-cidr in spec.acknowledge.",
                _world.Text(type, "message"),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_changed_spec_that_waits_names_what_goes_on()
    {
        _world.Settle();
        for (var i = 1; i <= 3; i++)
            TurnBad(i);
        _world.Spec["podNetwork"]!["mtu"] = 1400;
        _world.Reconcile();
        Assert.StartsWith(
            "the address plan does not hold, and the spec is not applied; the last valid one is still reconciled (3 objects)",
            _world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nodes_that_cannot_be_seen_make_the_plan_unknown()
    {
        _world.Settle();
        _world.Gaps.Add(new WatchGap("v1", "Node", null, "Forbidden", "may not list nodes"));
        _world.Reconcile();
        Assert.Equal(
            ("Unknown", "WatchForbidden", "True"),
            (_world.Condition("AddressPlanValid"), _world.Text("AddressPlanValid", "reason"), _world.Condition("Applied"))
        );
    }

    [Fact]
    public void Status_has_the_room_in_numbers()
    {
        _world.Nodes.AddRange(Enumerable.Range(4, 237).Select(i => WorldNodes.Node(i)));
        _world.Settle();
        var plan = _world.Network.At("status", "addressPlan");
        Assert.Equal(
            (256, 240, 16, 254, 93),
            (
                plan.Number(0, "capacityNodes"),
                plan.Number(0, "allocatedNodes"),
                plan.Number(0, "freeNodes"),
                plan.Number(0, "podsPerNode"),
                plan.Number(0, "utilizationPercent")
            )
        );
        Assert.Contains("240 of the 256 nodes", _world.Text("AddressPlanValid", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_is_waited_for_is_looked_at_again()
    {
        _world.Settle();
        var due = _world.Now + TimeSpan.FromMilliseconds(500);
        Assert.Equal(due, _world.Decide(_world.Observe() with { NodesJoinUntil = due }).LookAgainAt);
    }

    private void TurnBad(int number = 2)
    {
        var bad = WorldNodes.Ready(WorldNodes.Node(number), ready: true);
        bad["spec"]!.AsObject().Remove("podCIDRs");
        _world.Nodes[number - 1] = bad;
    }

    private void Fix(int number = 2) => _world.Nodes[number - 1] = WorldNodes.Ready(WorldNodes.Node(number), ready: true);
}
