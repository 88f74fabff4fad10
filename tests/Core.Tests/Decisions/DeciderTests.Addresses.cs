using CniOperator.Core.AddressPlan;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

public sealed partial class DeciderTests
{
    private static readonly Finding Missing = new(
        "addresses/node-without-cidr",
        Severity.Error,
        "Node node-2",
        "It has no podCIDR.",
        "Turn allocation on"
    );

    [Fact]
    public void A_node_that_turns_bad_is_said_everywhere_and_stops_no_repair()
    {
        Settle();
        TurnBad();
        _world.Cluster.Remove(Key("ConfigMap"));
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(Key("ConfigMap")));
        Assert.Equal(("False", "Invalid"), (_world.Condition("AddressPlanValid"), _world.Text("AddressPlanValid", "reason")));
        Assert.Equal(
            ("False", "Invalid", "True"),
            (_world.Condition("Ready"), _world.Text("Ready", "reason"), _world.Condition("Applied"))
        );
        Assert.Equal(
            ("True", "Invalid", null),
            (_world.Condition("Stalled"), _world.Text("Stalled", "reason"), _world.Condition("Reconciling"))
        );
        Assert.Contains("Node node-2: It has no podCIDR. Turn allocation on.", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_on_the_node_once_when_it_begins()
    {
        Settle();
        TurnBad();
        _world.Reconcile();
        var told = Assert.Single(_world.Events, e => e.About is not null);
        Assert.Equal(
            (true, "PodCIDRMissing", new NoticeSubject(new ObjectKey("v1", "Node", null, "node-2"), "uid-2")),
            (told.Warning, told.Reason, told.About!)
        );
        Assert.Equal("It has no podCIDR. Turn allocation on", told.Message);

        _world.Events.Clear();
        _world.Now += TimeSpan.FromHours(1);
        Assert.Null(_world.Reconcile().Status);
        Assert.Empty(_world.Events);
    }

    [Fact]
    public void A_restart_tells_nothing_again_that_status_has()
    {
        Settle();
        TurnBad();
        _world.Reconcile();
        _world.Events.Clear();
        _world.Told = null;
        _world.Reconcile();
        Assert.Empty(_world.Events);
    }

    [Fact]
    public void Every_node_is_told_also_beyond_what_status_has_room_for()
    {
        Settle();
        _world.Runs = true;
        _world.Nodes.AddRange(
            Enumerable.Range(4, 46).Select(i => new NodeView($"node-{i}", true, "False", true, _world.Now) { Uid = $"uid-{i}" })
        );
        _world.Addresses.AddRange(_world.Nodes.Select(n => Missing with { Subject = $"Node {n.Name}", Message = new string('x', 300) }));
        _world.Reconcile();
        Assert.Equal(49, _world.Events.Count(e => e.About is not null));
        _world.Events.Clear();
        _world.Addresses.RemoveAt(0);
        _world.Reconcile();
        Assert.Empty(_world.Events);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_spec_that_waits_blames_no_node_for_its_own_network(bool alsoByWhatRuns, int told)
    {
        Settle();
        _world.Addresses.Add(Missing);
        _world.FromRecord = true;
        _world.Plan = new PlanReport(alsoByWhatRuns ? [Missing with { Message = "other words" }] : [], null);
        _world.Reconcile();
        Assert.Equal(told, _world.Events.Count(e => e.About is not null));
    }

    [Fact]
    public void What_is_fixed_and_breaks_again_is_told_again()
    {
        Settle();
        TurnBad();
        _world.Reconcile();
        _world.Addresses.Clear();
        _world.Reconcile();
        Assert.Equal(("True", null), (_world.Condition("AddressPlanValid"), _world.Condition("Stalled")));
        TurnBad();
        _world.Reconcile();
        Assert.Equal(2, _world.Events.Count(e => e.Reason == "PodCIDRMissing"));
    }

    [Fact]
    public void What_is_acknowledged_is_named_and_has_no_event()
    {
        Settle();
        _world.Addresses.Add(Missing with { Acknowledged = true });
        _world.Addresses.Add(Missing with { Acknowledged = true, Subject = "Node node-3" });
        _world.Reconcile();
        Assert.Equal(("True", "Acknowledged"), (_world.Condition("AddressPlanValid"), _world.Text("AddressPlanValid", "reason")));
        Assert.Equal("acknowledged: addresses/node-without-cidr (Node node-2, Node node-3)", _world.Text("AddressPlanValid", "message"));
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.DoesNotContain(_world.Events, e => e.About is not null);
    }

    [Fact]
    public void A_warning_leaves_the_plan_valid()
    {
        Settle();
        _world.Addresses.Add(new Finding("addresses/max-pods", Severity.Warning, "Node node-1", "m", "f"));
        _world.Reconcile();
        Assert.Equal(("True", "True"), (_world.Condition("AddressPlanValid"), _world.Condition("Ready")));
        Assert.DoesNotContain(_world.Events, e => e.About is not null);
    }

    [Fact]
    public void A_new_spec_that_waits_for_a_node_says_so()
    {
        _world.Addresses.Add(Missing);
        Assert.False(_world.Reconcile().HasActions);
        Assert.Equal(("InvalidSpec", "True"), (_world.Text("Applied", "reason"), _world.Condition("Stalled")));
        Assert.StartsWith(
            "the address plan does not hold, and there is no valid spec before it",
            _world.Text("Applied", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_changed_spec_that_waits_names_what_goes_on()
    {
        Settle();
        _world.Addresses.Add(Missing);
        _world.FromRecord = true;
        _world.Reconcile();
        Assert.StartsWith(
            "the address plan does not hold, and the spec is not applied; the last valid one goes on being reconciled (3 objects)",
            _world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nodes_that_cannot_be_seen_make_the_plan_unknown()
    {
        Settle();
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
        _world.Plan = new PlanReport([], new PlanCapacity(256, 240, 254));
        Settle();
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
        Settle();
        var due = _world.Now + TimeSpan.FromMilliseconds(500);
        Assert.Equal(due, Decider.Decide(_world.Observe() with { NodesJoinUntil = due }).LookAgainAt);
    }

    [Fact]
    public void Every_rule_that_is_told_on_nodes_is_one() => Assert.Empty(NodeNotices.Reasons.Keys.Except(PlanExaminer.RuleIds));

    private void TurnBad()
    {
        _world.Runs = true;
        _world.Addresses.Add(Missing);
    }
}
