using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>Which spec is reconciled while the address plan does not hold. The rules themselves are others' business: here one node is bad or not.</summary>
public sealed class PlanGateTests
{
    private const string Rule = "node/bad";
    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    private readonly JsonObject _network = Live.Json(
        """
        {"metadata":{"name":"default","uid":"n1","generation":1},
         "spec":{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}},"status":{}}
        """
    );

    private readonly Planner _planner;
    private JsonObject? _record;
    private bool _bad;

    public PlanGateTests() => _planner = new Planner(AddonCatalog.BuiltIn, Examine);

    [Fact]
    public void A_new_spec_whose_plan_holds_is_rendered()
    {
        var intent = Plan();
        Assert.NotNull(intent.Rendering);
        Assert.False(intent.Held);
        Assert.Equal(256, intent.Plan!.Capacity!.Nodes);
    }

    [Fact]
    public void A_first_spec_is_not_rendered_while_a_node_is_bad()
    {
        _bad = true;
        var intent = Plan();
        Assert.Equal((null, null, true, true), (intent.Rendering, intent.Spec, intent.Held, intent.Readable));
        Assert.Equal(Rule, Assert.Single(intent.Findings, f => f.Blocks).Rule);
        Assert.NotNull(intent.Plan);
    }

    [Fact]
    public void A_spec_that_runs_goes_on_when_a_node_turns_bad()
    {
        Record();
        _bad = true;
        var intent = Plan();
        Assert.NotNull(intent.Rendering);
        Assert.Equal((false, false), (intent.FromRecord, intent.Held));
        Assert.Single(intent.Blocking);
    }

    [Fact]
    public void A_changed_spec_waits_while_a_node_is_bad_and_the_last_valid_one_goes_on()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        var intent = Plan();
        Assert.Equal((true, true), (intent.FromRecord, intent.Held));
        Assert.Null(intent.Spec!.PodNetwork.Mtu);
        _bad = false;
        Assert.Equal(1400, Plan().Spec!.PodNetwork.Mtu);
    }

    [Fact]
    public void A_change_of_addresses_waits_even_if_it_changes_no_object()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray("10.0.0.0/8");
        Assert.True(Plan().Held);
        Assert.Empty(Plan().Spec!.PodNetwork.Avoid);
    }

    [Theory]
    [InlineData("managementState", "Paused")]
    [InlineData("deletionPolicy", "Remove")]
    public void A_change_of_neither_objects_nor_addresses_is_not_new(string field, string value)
    {
        Record();
        _bad = true;
        _network["spec"]![field] = value;
        Assert.False(Plan().Held);
    }

    [Fact]
    public void Defaults_that_a_newer_CRD_adds_are_not_new()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray();
        _network["spec"]!["images"] = new JsonObject { ["pullPolicy"] = "IfNotPresent" };
        Assert.False(Plan().Held);
    }

    [Fact]
    public void Who_acknowledges_the_rule_gets_the_change_and_the_finding_stays()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        _network["spec"]!["acknowledge"] = new JsonArray(Rule);
        var intent = Plan();
        Assert.Equal(1400, intent.Spec!.PodNetwork.Mtu);
        Assert.True(Assert.Single(intent.Addresses).Acknowledged);
    }

    [Fact]
    public void Who_takes_the_acknowledgement_back_stops_nothing_that_runs()
    {
        _network["spec"]!["acknowledge"] = new JsonArray(Rule);
        _bad = true;
        Record();
        _network["spec"]!.AsObject().Remove("acknowledge");
        var intent = Plan();
        Assert.Equal((false, 1), (intent.Held, intent.Blocking.Count()));
    }

    [Fact]
    public void A_record_that_is_lost_makes_no_running_spec_new()
    {
        _network["status"]!["applied"] = new JsonObject { ["hash"] = Plan().Rendering!.Hash };
        _bad = true;
        Assert.False(Plan().Held);
        _network["spec"]!["podNetwork"]!["mtu"] = 1400;
        Assert.True(Plan().Held);
        Assert.Null(Plan().Rendering);
    }

    [Fact]
    public void The_record_of_an_earlier_namesake_is_none()
    {
        Record();
        _record!["metadata"]!["ownerReferences"]![0]!["uid"] = "n0";
        _bad = true;
        Assert.Null(Plan().Rendering);
    }

    [Fact]
    public void While_the_spec_cannot_be_read_the_nodes_are_judged_by_the_last_valid_one()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["cidrs"] = 7;
        var intent = Plan();
        Assert.Equal((true, true, false), (intent.FromRecord, intent.Held, intent.Readable));
        Assert.Contains(intent.Addresses, f => f.Rule == Rule);
        Assert.Equal(256, intent.Plan!.Capacity!.Nodes);
    }

    [Fact]
    public void What_is_held_shows_the_room_of_what_runs()
    {
        Record();
        _bad = true;
        _network["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.0.0.0/8");
        Assert.Equal(256, Plan().Plan!.Capacity!.Nodes);
    }

    [Fact]
    public void A_spec_that_runs_goes_on_when_a_newer_version_has_a_rule_against_it()
    {
        _network["spec"]!["podNetwork"]!["avoid"] = new JsonArray("10.0.0.0/8");
        _network["spec"]!["acknowledge"] = new JsonArray("addresses/avoid-overlap");
        Record();
        _record!["data"]!["spec.json"] = Without(Live.Json(_record.Text("data", "spec.json")!), "acknowledge").ToJsonString();
        _network["spec"]!.AsObject().Remove("acknowledge");
        var intent = Plan();
        Assert.Equal((false, false, true), (intent.Held, intent.FromRecord, intent.Blocking.Any()));
        Assert.NotNull(intent.Rendering);
    }

    [Fact]
    public void The_former_spec_is_the_recorded_one()
    {
        Record();
        var seen = new List<PlanInput>();
        var planner = new Planner(AddonCatalog.BuiltIn, input =>
        {
            seen.Add(input);
            return new PlanReport([], null);
        });
        planner.Plan(new NetworkObject(_network), null, NetworkFacts.None, NoSecrets, NoSecrets, ClusterAddresses.None);
        _network["spec"]!["podNetwork"]!["cidrs"] = new JsonArray("10.0.0.0/8");
        planner.Plan(new NetworkObject(_network), _record, NetworkFacts.None, NoSecrets, NoSecrets, ClusterAddresses.None);
        Assert.Null(seen[0].Former);
        Assert.Equal("10.244.0.0/16", seen[1].Former!.PodNetwork.Cidrs[0]);
    }

    [Fact]
    public void A_plan_is_examined_again_only_when_something_in_it_changed()
    {
        var count = 0;
        var planner = new Planner(AddonCatalog.BuiltIn, _ =>
        {
            count++;
            return new PlanReport([], null);
        });
        var cluster = new ClusterAddresses();
        foreach (var seen in new[] { cluster, cluster, cluster with { Nodes = NodeIndex.Empty } })
            planner.Plan(new NetworkObject(_network), null, NetworkFacts.None, NoSecrets, NoSecrets, seen);
        Assert.Equal(2, count);
    }

    private PlanReport Examine(PlanInput input)
    {
        var capacity = new PlanCapacity(input.Spec.PodNetwork.Cidrs[0] == "10.244.0.0/16" ? 256 : 65536, 3, 254);
        return new PlanReport(
            _bad ? [new Finding(Rule, Severity.Error, "Node a", "it is bad", "fix it", input.Spec.Acknowledge.Contains(Rule))] : [],
            capacity
        );
    }

    private static JsonObject Without(JsonObject json, string field)
    {
        json.Remove(field);
        return json;
    }

    // Each time as if the nodes had changed: another instance.
    private Intent Plan() =>
        _planner.Plan(
            new NetworkObject(_network),
            _record,
            NetworkFacts.None,
            NoSecrets,
            NoSecrets,
            ClusterAddresses.None with
            {
                Nodes = NodeIndex.Empty,
            }
        );

    private void Record()
    {
        var observation = new Observation
        {
            Now = Live.Time,
            Network = new NetworkObject(_network),
            Intent = Plan(),
        };
        _record = Decider
            .Decide(observation)
            .Waves.SelectMany(w => w)
            .Single(a => a.Desired.Key == SpecRecord.KeyOf("default"))
            .Desired.Json;
    }
}
