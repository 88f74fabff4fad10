using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

public sealed class AddressPlanTests
{
    private static readonly ResourceName Nodes = new("", "nodes");

    [Fact]
    public async Task Status_says_how_far_the_plan_carries()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var plan = lab.State.Get(Lab.Networks, null, "default").At("status", "addressPlan");
        Assert.Equal(
            (256, 3, 253, 1),
            (
                plan.Number(0, "capacityNodes"),
                plan.Number(0, "allocatedNodes"),
                plan.Number(0, "freeNodes"),
                plan.Number(0, "utilizationPercent")
            )
        );
        Assert.InRange(plan.Number(0, "podsPerNode"), 250, 254);
        Assert.Equal(("True", "Valid"), (lab.Condition("AddressPlanValid"), lab.Condition("AddressPlanValid", "reason")));
    }

    [Fact]
    public async Task A_node_that_joins_without_a_podCIDR_turns_the_condition_within_a_second_and_back_when_fixed()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock);
        lab.Create();
        await lab.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return lab.Condition("Ready") == "True";
            },
            "Ready"
        );
        var fault = lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "late" });
        lab.Cluster.Nodes.Add("late");

        // The clock stands: that the dataplane lacks a node tells that the operator has seen it.
        await lab.UntilAsync(() => lab.Condition("DataplaneAvailable") == "False", "the node is seen");
        Assert.Equal("True", lab.Condition("AddressPlanValid"));
        await WithinASecondAsync(lab, clock, () => lab.Condition("AddressPlanValid") == "False" && lab.Events("PodCIDRMissing").Count > 0);
        Assert.Equal(
            ("Invalid", "True", "False"),
            (lab.Condition("AddressPlanValid", "reason"), lab.Condition("Stalled"), lab.Condition("Ready"))
        );
        Assert.Contains("Node late: ", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Equal("True", lab.Condition("Applied"));
        AssertOnNode(lab, "late", "PodCIDRMissing");

        fault.Dispose();
        await lab.UntilAsync(() => lab.Condition("AddressPlanValid") == "True", "fixed");
    }

    [Fact]
    public async Task The_autoscalers_maximum_is_taken_from_the_annotation_as_soon_as_it_is_there()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(n => n["metadata"]!["annotations"] = new JsonObject { ["cni-operator.io/max-nodes"] = "300" });
        await lab.UntilAsync(
            () =>
                lab
                    .State.Get(Lab.Networks, null, "default")
                    .Items("status", "addressPlan", "findings")
                    .Any(f => f.Text("rule") == "addresses/autoscaler-limit"),
            "found"
        );
        Assert.Equal(("True", "True"), (lab.Condition("AddressPlanValid"), lab.Condition("Ready")));
    }

    [Fact]
    public async Task A_node_with_a_foreign_podCIDR_is_told_once_also_after_a_restart()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        await AddOddAsync(lab);
        AssertOnNode(lab, "odd", "PodCIDROutside");
        Assert.Contains("192.168.7.0/24", lab.Condition("AddressPlanValid", "message"), StringComparison.Ordinal);
        Assert.Contains("10.244.0.0/16", lab.Condition("AddressPlanValid", "message"), StringComparison.Ordinal);

        await lab.KillAsync();
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        lab.Run();
        await lab.UntilAsync(() => lab.Events("Applied").Count + lab.Events("DriftRepaired").Count > 1, "repaired while a node is bad");
        Assert.NotNull(lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg"));
        Assert.Single(lab.Events("PodCIDROutside"));

        lab.Cluster.Nodes.Remove("odd");
        await lab.UntilAsync(() => lab.Condition("AddressPlanValid") == "True", "fixed");
    }

    [Fact]
    public async Task A_moved_pod_network_under_running_nodes_is_refused_and_the_old_spec_is_still_repaired()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.50.0.0/16"));
        await lab.UntilAsync(() => lab.Condition("AddressPlanValid") == "False", "refused");
        Assert.Equal(("InvalidSpec", "True"), (lab.Condition("Applied", "reason"), lab.Condition("Stalled")));
        Assert.Contains("the last valid one is still reconciled", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        await lab.UntilAsync(() => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg") is not null, "repaired");
        Assert.Contains("10.244.0.0/16", NetConf(lab), StringComparison.Ordinal);
        Assert.Equal(256, lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "addressPlan", "capacityNodes"));

        lab.Edit(n => n["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.244.0.0/16"));
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task What_is_acknowledged_is_applied_and_stays_visible()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "odd", PodCidrs = ["10.244.0.0/24"] });
        lab.Cluster.Nodes.Add("odd");
        await lab.UntilAsync(() => lab.Events("PodCIDRDuplicate").Count > 0, "the node is told");
        lab.Edit(n => n["spec"]!["podNetwork"]!["mtu"] = 1400);
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "InvalidSpec", "held");
        Assert.EndsWith("list addresses/node-duplicate in spec.acknowledge.", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray("addresses/node-duplicate"));
        await lab.UntilAsync(
            () => lab.Condition("Applied") == "True" && lab.Condition("AddressPlanValid", "reason") == "Acknowledged",
            "applied"
        );
        Assert.Contains(
            "addresses/node-duplicate (Node node-1, Node odd)",
            lab.Condition("AddressPlanValid", "message"),
            StringComparison.Ordinal
        );
        Assert.Equal(1400, lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "mtu"));
    }

    [Fact]
    public async Task A_first_network_comes_to_those_that_have_their_podCIDR_and_to_the_last_when_it_has_one()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock, run: false);
        var fault = lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "late" });
        lab.Cluster.Nodes.Add("late");
        await lab.UntilAsync(() => lab.State.Get(Nodes, null, "late") is not null, "joined");
        clock.Advance(TimeSpan.FromSeconds(3));
        lab.Run();
        lab.Create();
        await lab.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "rollout", "ready") == 3;
            },
            "the three others run"
        );
        Assert.Equal(("True", "False", "Invalid"), (lab.Condition("Applied"), lab.Condition("Ready"), lab.Condition("Ready", "reason")));
        Assert.Contains("Node late: It has no podCIDR", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains(lab.State.Get(Lab.Networks, null, "default").Items("status", "rollout", "problems"), p => p.Text("node") == "late");
        fault.Dispose();
        await lab.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return lab.Condition("Ready") == "True";
            },
            "the last one too"
        );
    }

    [Fact]
    public async Task A_full_network_runs_and_warns_and_a_node_too_many_stands_alone()
    {
        await using var lab = await Lab.StartAsync(options: o => o with { PodCidr = "10.40.8.0/25", NodeMask = 27 });
        lab.Cluster.Nodes.Add();
        lab.Create(spec: """{"provider":"flannel","podNetwork":{"cidrs":["10.40.8.0/25"],"nodeMaskSizes":{"ipv4":27}}}""");
        await lab.ReadyAsync();
        await lab.UntilAsync(() => Rules(lab).Contains("addresses/capacity-full"), "full");
        Assert.Equal(("True", ""), (lab.Condition("AddressPlanValid"), lab.Condition("Stalled")));

        lab.Cluster.Nodes.Add("fifth");
        await lab.UntilAsync(() => Rules(lab).Contains("addresses/capacity-exceeded"), "one too many");
        Assert.Equal(("True", "False"), (lab.Condition("Applied"), lab.Condition("Ready")));
        lab.Edit(n => n["spec"]!["podNetwork"]!["mtu"] = 1400);
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "mtu") == 1400, "a change is applied");

        lab.Cluster.Nodes.Remove("fifth");
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task Calicos_pools_serve_the_nodes_whose_labels_they_select()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(
            spec: """
            {"provider":"calico","podNetwork":{"cidrs":["10.144.0.0/16"]},"calico":{"pools":[
              {"name":"pool-a","cidr":"10.144.4.0/22","nodeSelector":"topology.kubernetes.io/zone == 'a'"},
              {"name":"pool-b","cidr":"10.144.8.0/22","nodeSelector":"topology.kubernetes.io/zone == 'b'"}]}}
            """
        );
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "InvalidSpec", "no node has such a label");
        Assert.Contains("addresses/node-without-pool in spec.acknowledge", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Label(lab, "node-1", "a");
        await lab.UntilAsync(() => lab.Condition("Applied") == "True" && lab.Events("AddressPoolMissing").Count > 0, "one has");
        Assert.Contains("pool-a is for topology.kubernetes.io/zone == 'a'", lab.Events("AddressPoolMissing")[0], StringComparison.Ordinal);
        Label(lab, "node-2", "b");
        Label(lab, "node-3", "a");
        await lab.ReadyAsync();
        Assert.Equal(32, lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "addressPlan", "capacityNodes"));
        Label(lab, "node-3", "c");
        await lab.UntilAsync(() => lab.Condition("Ready") == "False", "a label that changes is seen");
        Assert.Contains("Node node-3: No IPv4 pool serves it", lab.Condition("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_gets_its_share_in_time_disturbs_nothing()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var turned = false;
        lab.State.Changed += _ => turned |= lab.Condition("AddressPlanValid") == "False";
        lab.Cluster.Nodes.Add();
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default").Text("status", "rollout", "nodes") == "4/4", "runs there");
        Assert.False(turned);
        await lab.UntilAsync(
            () => lab.State.Get(Lab.Networks, null, "default").Number(0, "status", "addressPlan", "allocatedNodes") == 4,
            "counted"
        );
    }

    [Fact]
    public async Task What_may_not_be_read_of_the_clusters_addresses_makes_the_plan_say_less_and_nothing_else()
    {
        await using var lab = await Lab.StartAsync(run: false);
        foreach (var resource in new[] { "services", "endpointslices", "servicecidrs" })
        foreach (var verb in new[] { "list", "watch" })
            lab.Cluster.Faults.Add(
                new FaultRule(new AnswerStatus(403))
                {
                    Resource = resource,
                    Verb = verb,
                    Times = null,
                }
            );
        foreach (var verb in new[] { "list", "watch" })
            lab.Cluster.Faults.Add(
                new FaultRule(new AnswerStatus(403))
                {
                    Resource = "pods",
                    Namespace = "kube-system",
                    Verb = verb,
                    Times = null,
                }
            );
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Equal(("True", "True", ""), (lab.Condition("Applied"), lab.Condition("AddressPlanValid"), lab.Condition("Stalled")));
    }

    [Fact]
    public async Task Flags_of_a_static_pod_are_compared_and_watched()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.State.Create(
            new ResourceName("", "pods"),
            Lab.Json(
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"kube-controller-manager-a","namespace":"kube-system","labels":{"component":"kube-controller-manager"}},
                 "spec":{"containers":[{"name":"c","image":"registry.k8s.io/kube-controller-manager:v1.36.2","command":["kube-controller-manager","--allocate-node-cidrs=true","--cluster-cidr=10.50.0.0/16"]}]}}
                """
            ),
            "test"
        );
        await lab.UntilAsync(() => Rules(lab).Contains("addresses/control-plane-pods"), "found");
        Assert.Equal("True", lab.Condition("Ready"));
        lab.State.Delete(new ResourceName("", "pods"), "kube-system", "kube-controller-manager-a");
        await lab.UntilAsync(() => !Rules(lab).Contains("addresses/control-plane-pods"), "gone");
    }

    // In steps: a timer that the operator sets just after a step counts from there.
    private static async Task WithinASecondAsync(Lab lab, FakeTimeProvider clock, Func<bool> holds)
    {
        for (var step = 0; step < 10 && !holds(); step++)
        {
            var looks = 0;
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await lab.UntilAsync(() => holds() || ++looks > 10, "a step");
        }

        await lab.UntilAsync(holds, "told within a second");
    }

    private static async Task AddOddAsync(Lab lab)
    {
        lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "odd", PodCidrs = ["192.168.7.0/24"] });
        lab.Cluster.Nodes.Add("odd");
        await lab.UntilAsync(
            () => lab.Condition("AddressPlanValid") == "False" && lab.Events("PodCIDROutside").Count > 0,
            "the node is told"
        );
    }

    private static void AssertOnNode(Lab lab, string node, string reason)
    {
        var told = Assert.Single(lab.State.List(new ResourceName("", "events")), e => e.Text("reason") == reason);
        Assert.Equal(
            ("Warning", "Node", node),
            (
                told.Text("type"),
                told.Text("involvedObject", "kind") ?? told.Text("regarding", "kind"),
                told.Text("involvedObject", "name") ?? told.Text("regarding", "name")
            )
        );
        Assert.Equal(
            lab.State.Get(Nodes, null, node).Text("metadata", "uid"),
            told.Text("involvedObject", "uid") ?? told.Text("regarding", "uid")
        );
    }

    private static void Label(Lab lab, string node, string zone) =>
        lab.Edit(Nodes, null, node, n => n["metadata"]!["labels"]!["topology.kubernetes.io/zone"] = zone);

    private static string NetConf(Lab lab) =>
        lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg").Text("data", "net-conf.json") ?? "";

    private static IEnumerable<string?> Rules(Lab lab) =>
        lab.State.Get(Lab.Networks, null, "default").Items("status", "addressPlan", "findings").Select(f => f.Text("rule"));
}
