using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Rules.Changes;
using CniOperator.Core.AddressPlan.Rules.Shares;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Pipeline;

/// <summary>Which spec is reconciled while the address plan does not hold. Here no node has its podCIDR, or each.</summary>
public sealed class SpecGateTests
{
    private static readonly Rule Bad = PlanRules.Of<NodeWithoutCidr>();

    private static readonly PlanNode[] Nodes = [.. Enumerable.Range(0, 3).Select(i => AddressPlan.Plan.Node(i, $"10.244.{i}.0/24"))];

    private readonly JsonObject _network = Live.Json(
        """
        {"metadata":{"name":"default","uid":"n1","generation":1},
         "spec":{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}},"status":{}}
        """
    );

    private readonly SpecPipeline _pipeline = new(AddonCatalog.BuiltIn);
    private JsonObject? _record;
    private bool _bad;
    private PlanNode[]? _nodes;

    [Fact]
    public void A_new_spec_whose_plan_holds_is_rendered()
    {
        var desired = Run();
        Assert.NotNull(desired.DefaultNetwork);
        Assert.False(desired.Held);
        Assert.Equal(256, desired.AddressPlan!.Capacity!.Nodes);
    }

    [Theory]
    [InlineData("10.244.0.0/16", "addresses/node-without-cidr")]
    [InlineData("10.244.0.0/16", "addresses/node-unreadable-cidr", "10.244.5/24")]
    [InlineData("10.244.0.0/16", "addresses/node-outside", "10.99.0.0/24")]
    public void One_node_without_its_share_keeps_the_others_from_nothing(string cidr, string rule, params string[] podCidrs)
    {
        _nodes = [.. Nodes, new PlanNode("late", podCidrs)];
        var first = Run(cidr);
        Assert.NotNull(first.DefaultNetwork);
        Assert.Equal((false, 0), (first.Held, first.Blocking.Count()));
        var finding = Assert.Single(first.Findings, f => f.Blocks);
        Assert.Equal((rule, "Node late", true), (finding.Rule.Id, finding.Subject.ToString(), finding.Confined));

        Record();
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        Assert.Equal(1400, Run().Spec!.Spec!.PodNetwork.Mtu);
    }

    [Fact]
    public void A_change_that_takes_a_node_its_share_waits()
    {
        _nodes =
        [
            new PlanNode("a", ["10.244.0.0/24", "fd00::/64"]),
            new PlanNode("b", ["10.244.1.0/24"]),
            new PlanNode("c", ["10.244.2.0/24"]),
        ];
        Record();
        _network["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.244.0.0/16", "fd00::/56");
        var desired = Run();
        Assert.True(desired.Held);
        Assert.Equal(["Node b", "Node c"], desired.Blocking.Select(f => f.Subject.ToString()));
    }

    [Fact]
    public void Where_most_nodes_do_not_fit_the_spec_is_what_waits()
    {
        _nodes = [Nodes[0], new PlanNode("b", ["10.99.1.0/24"]), new PlanNode("c", ["10.99.2.0/24"])];
        Assert.Equal(["addresses/node-outside", "addresses/node-outside"], Run().Blocking.Select(f => f.Rule.Id));
        Assert.True(Run().Held);
    }

    [Fact]
    public void A_first_spec_is_not_rendered_while_no_node_has_its_share()
    {
        _bad = true;
        var desired = Run();
        Assert.Equal((null, null, true, true), (desired.DefaultNetwork, desired.Spec, desired.Held, desired.Readable));
        Assert.Equal(Bad, Assert.Single(desired.Findings, f => f.Blocks).Rule);
        Assert.NotNull(desired.AddressPlan);
    }

    [Fact]
    public void A_spec_that_runs_goes_on_when_the_nodes_lose_their_shares()
    {
        Record();
        _bad = true;
        var desired = Run();
        Assert.NotNull(desired.DefaultNetwork);
        Assert.Equal((false, false), (desired.FromLastValid, desired.Held));
        Assert.Single(desired.Blocking);
    }

    [Fact]
    public void A_changed_spec_waits_while_no_node_has_its_share_and_the_last_valid_one_goes_on()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        var desired = Run();
        Assert.Equal((true, true), (desired.FromLastValid, desired.Held));
        Assert.Null(desired.Spec!.Spec!.PodNetwork.Mtu);
        _bad = false;
        Assert.Equal(1400, Run().Spec!.Spec!.PodNetwork.Mtu);
    }

    [Fact]
    public void A_change_of_addresses_waits_even_if_it_changes_no_object()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray("192.0.2.0/24");
        Assert.True(Run().Held);
        Assert.Empty(Run().Spec!.Spec!.PodNetwork.Avoid);
        Assert.Equal(Bad, Assert.Single(Run().Blocking).Rule);
    }

    [Theory]
    [InlineData("managementState", "Paused")]
    [InlineData("deletionPolicy", "Remove")]
    public void A_change_of_neither_objects_nor_addresses_is_not_new(string field, string value)
    {
        Record();
        _bad = true;
        _network["spec"]![field] = value;
        Assert.False(Run().Held);
    }

    [Fact]
    public void Defaults_that_a_newer_CRD_adds_are_not_new()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray();
        _network["spec"]!["images"] = new JsonObject { ["pullPolicy"] = "IfNotPresent" };
        Assert.False(Run().Held);
    }

    [Fact]
    public void A_spec_that_acknowledges_the_rule_is_applied_and_the_finding_stays()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        _network["spec"]!["acknowledge"] = new JsonArray(Bad.Id);
        var desired = Run();
        Assert.Equal(1400, desired.Spec!.Spec!.PodNetwork.Mtu);
        Assert.True(Assert.Single(desired.AddressPlan!.Findings).Acknowledged);
    }

    [Fact]
    public void Taking_the_acknowledgement_back_stops_nothing_that_runs()
    {
        _network["spec"]!["acknowledge"] = new JsonArray(Bad.Id);
        _bad = true;
        Record();
        _network["spec"]!.AsObject().Remove("acknowledge");
        var desired = Run();
        Assert.Equal((false, 1), (desired.Held, desired.Blocking.Count()));
    }

    [Fact]
    public void A_record_that_is_lost_makes_no_running_spec_new()
    {
        _network["status"]!["applied"] = new JsonObject { ["hash"] = Run().DefaultNetwork!.Rendering.Hash };
        _bad = true;
        Assert.False(Run().Held);
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        Assert.True(Run().Held);
        Assert.Null(Run().DefaultNetwork);
    }

    [Fact]
    public void The_record_of_an_earlier_namesake_is_none()
    {
        Record();
        _record!["metadata"]!["ownerReferences"]![0]!["uid"] = "n0";
        _bad = true;
        Assert.Null(Run().DefaultNetwork);
    }

    [Fact]
    public void While_the_spec_cannot_be_read_the_nodes_are_judged_by_the_last_valid_one()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["cidrs"] = 7;
        var desired = Run();
        Assert.Equal((true, true, false), (desired.FromLastValid, desired.Held, desired.Readable));
        Assert.Contains(desired.AddressPlan!.Findings, f => f.Rule == Bad);
        Assert.Contains(desired.Findings, f => f.Rule == Bad);
        Assert.Equal(256, desired.AddressPlan.Capacity!.Nodes);
    }

    [Fact]
    public void What_is_held_shows_the_room_of_what_runs()
    {
        Record();
        _bad = true;
        Assert.Equal(256, Run(cidr: "10.0.0.0/8").AddressPlan!.Capacity!.Nodes);
        _bad = false;
        Assert.Equal(65536, Run(cidr: "10.0.0.0/8").AddressPlan!.Capacity!.Nodes);
    }

    [Fact]
    public void A_spec_that_runs_goes_on_when_a_newer_version_has_a_rule_against_it()
    {
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray("10.0.0.0/8");
        _network["spec"]!["acknowledge"] = new JsonArray("addresses/avoid-overlap");
        Record();
        _record!["data"]!["spec.json"] = Without(Live.Json(_record.Text("data", "spec.json")!), "acknowledge").ToJsonString();
        _network["spec"]!.AsObject().Remove("acknowledge");
        var desired = Run();
        Assert.Equal((false, false, true), (desired.Held, desired.FromLastValid, desired.Blocking.Any()));
        Assert.NotNull(desired.DefaultNetwork);
    }

    [Fact]
    public void The_former_spec_is_the_recorded_one()
    {
        Record();
        var changed = Assert.Single(Run(cidr: "10.99.0.0/16").Findings, f => f.Rule == PlanRules.Of<ChangedNetwork>());
        Assert.Contains("10.244.0.0/16", changed.Message, StringComparison.Ordinal);
        _record = null;
        Assert.DoesNotContain(Run(cidr: "10.99.0.0/16").Findings, f => f.Rule == PlanRules.Of<ChangedNetwork>());
    }

    private static JsonObject Without(JsonObject json, string field)
    {
        json.Remove(field);
        return json;
    }

    private DesiredState Run(string? cidr = null)
    {
        if (cidr is not null)
            _network["spec"]!["podNetwork"]!["cidrs"] = new JsonArray(cidr);
        return _pipeline.Run(Observe().ToPipelineInput());
    }

    private Facts Observe()
    {
        var network = new NetworkObject((JsonObject)_network.DeepClone());
        return new Facts
        {
            Now = Live.Time,
            Network = network,
            Progress = Progress.Of(_record, network),
            Addresses = AddressPlan.Plan.Of(_nodes ?? (_bad ? [new PlanNode("late", [])] : Nodes)),
        };
    }

    private void Record()
    {
        var facts = Observe();
        _record = Decider
            .Decide(facts, _pipeline.Run(facts.ToPipelineInput()))
            .Applies()
            .Single(a => a.Key == Progress.KeyOf("default"))
            .Desired.Json;
    }
}
