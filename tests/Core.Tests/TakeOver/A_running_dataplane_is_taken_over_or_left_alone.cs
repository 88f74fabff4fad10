using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.TakeOver;

public sealed class A_running_dataplane_is_taken_over_or_left_alone
{
    private const string Immutable = "DaemonSet.apps \"ds\" is invalid: spec.selector: Invalid value: {}: field is immutable";

    private readonly World _world = new();

    public A_running_dataplane_is_taken_over_or_left_alone() =>
        _world.Addon.Descriptor["takeOver"] = JsonNode.Parse(
            """
            [{"apiVersion":"v1","kind":"ConfigMap","name":"cfg","fields":[
              {"name":"the mode","path":".data.a","effect":"nodes lose each other","setting":"spec.parameters.mode"}]}]
            """
        );

    [Fact]
    public void What_would_change_of_the_network_holds_everything_back_and_is_named()
    {
        Run("ConfigMap", c => c["data"]!["a"] = "other");
        Run("DaemonSet");
        var decision = _world.Reconcile();
        Assert.False(decision.HasSteps);
        Assert.DoesNotContain(_world.Cluster.Values, o => o.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null);
        Assert.Equal(("False", "WouldChangeNetwork"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Equal("WouldChangeNetwork", _world.Text("Stalled", "reason"));
        var said = _world.Text("Applied", "message");
        Assert.Contains("the mode other → 1", said, StringComparison.Ordinal);
        Assert.Contains("add takeover/network to spec.acknowledge", said, StringComparison.Ordinal);
        var finding = Assert.Single(_world.Network.Items("status", "addressPlan", "findings"), f => f.Text("rule") == "takeover/network");
        Assert.Equal(".data.a in ConfigMap net/cfg", finding.Text("subject"));
        Assert.Contains("Set spec.parameters.mode to other to keep it", finding.Text("fix"), StringComparison.Ordinal);
        Assert.Equal(("False", "NotTakenOver"), (_world.Condition("DataplaneAvailable"), _world.Text("DataplaneAvailable", "reason")));
        Assert.Contains(
            "DaemonSet net/ds runs (3 of 3 pods are ready) and is left as it is",
            _world.Text("DataplaneAvailable", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Acknowledged_it_is_taken_over()
    {
        Run("ConfigMap", c => c["data"]!["a"] = "other");
        _world.Spec["acknowledge"] = new JsonArray(TakeOverRules.Network.Id);
        _world.Reconcile();
        Assert.Equal("1", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Fact]
    public void What_is_the_same_is_taken_over_at_once()
    {
        Run("ConfigMap");
        Run("DaemonSet");
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == EventReasons.DriftRepaired);
    }

    [Fact]
    public void A_change_in_the_cluster_counts_at_once()
    {
        Run("ConfigMap", c => c["data"]!["a"] = "other");
        _world.Reconcile();
        _world.Cluster[_world.Key("ConfigMap")]["data"]!["a"] = "1";
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Fact]
    public void What_an_earlier_network_left_is_compared_too()
    {
        Run("ConfigMap", c => c["data"]!["a"] = "other", labelled: true);
        Run("DaemonSet", labelled: true);
        _world.Reconcile();
        _world.Reconcile();
        Assert.Equal("WouldChangeNetwork", _world.Text("Applied", "reason"));
        Assert.Equal("other", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void Once_applied_a_change_of_the_spec_is_what_its_author_wants()
    {
        _world.Settle();
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"9"}}""");
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.Equal("9", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void Another_selector_is_said_with_both_ways_out_and_not_as_missing()
    {
        Run("DaemonSet", Reselect);
        var decision = _world.Reconcile();
        Assert.False(decision.HasSteps);
        Assert.Equal("ImmutableField", _world.Text("Applied", "reason"));
        var said = _world.Text("Applied", "message");
        Assert.Contains("there with app=x,role=net, and should have app=x", said, StringComparison.Ordinal);
        Assert.Contains("kubectl -n net delete daemonset ds --cascade=orphan", said, StringComparison.Ordinal);
        Assert.Contains("add takeover/immutable-field to spec.acknowledge", said, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist", _world.Network.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Acknowledged_it_is_deleted_without_its_pods_and_created_again()
    {
        Run("DaemonSet", Reselect);
        _world.Spec["acknowledge"] = new JsonArray(TakeOverRules.ImmutableField.Id);
        var decision = _world.Reconcile(RefuseOtherSelector);
        var delete = Assert.Single(decision.AllSteps().OfType<DeleteStep>());
        Assert.Equal((_world.Key("DaemonSet"), "theirs", DeleteCause.Replace), (delete.Key, delete.Uid, delete.Cause));
        _world.Reconcile(RefuseOtherSelector);
        _world.Reconcile(RefuseOtherSelector);
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.Null(_world.Cluster[_world.Key("DaemonSet")].At("spec", "selector", "matchLabels", "role"));
        Assert.Contains(_world.Events, e => e is { Warning: true, Reason: EventReasons.Replaced });
    }

    [Fact]
    public void Pods_that_the_new_selector_does_not_match_are_spoken_about()
    {
        Run("DaemonSet", d =>
        {
            d["spec"]!["selector"]!["matchLabels"] = new JsonObject { ["k8s-app"] = "old" };
            d["spec"]!["template"] = Live.Json("""{"metadata":{"labels":{"k8s-app":"old"}}}""");
        });
        _world.Reconcile();
        Assert.Contains("label pods … app=x", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "RoleBinding",
        "rbac.authorization.k8s.io/v1",
        "roleRef: Invalid value: {}: cannot change roleRef",
        "kubectl -n net delete rolebinding b"
    )]
    [InlineData("Service", "v1", "spec.clusterIPs[0]: Invalid value: may not change once set", "kubectl -n net delete service b")]
    [InlineData("Pool", "test.example/v1", "spec.cidr: Invalid value: Value is immutable", "put the field back in the ClusterNetwork")]
    public void Any_kinds_immutable_field_has_its_own_reason_and_way_out(string kind, string apiVersion, string message, string way)
    {
        _world.Objects.Add(World.Object(apiVersion, kind, "net", "b"));
        _world.Reconcile(s => s.Key.Kind == kind ? _world.Refused(s, 422, "Invalid", message) : null);
        Assert.Equal("ImmutableField", _world.Text("Applied", "reason"));
        Assert.Contains(way, _world.Text("Applied", "message"), StringComparison.Ordinal);
        Assert.DoesNotContain("correct the field", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_resource_is_never_deleted_for_a_field()
    {
        _world.Objects.Add(World.Object("test.example/v1", "Pool", null, "b"));
        _world.Spec["acknowledge"] = new JsonArray(TakeOverRules.ImmutableField.Id);
        var decision = _world.Reconcile(s => s.Key.Kind == "Pool" ? _world.Refused(s, 422, "Invalid", "spec.cidr is immutable") : null);
        Assert.DoesNotContain(decision.AllSteps(), s => s is DeleteStep);
    }

    private static void Reselect(JsonObject daemonSet)
    {
        daemonSet["spec"]!["selector"]!["matchLabels"]!["role"] = "net";
        daemonSet["spec"]!["template"] = Live.Json("""{"metadata":{"labels":{"app":"x","role":"net"}}}""");
    }

    private ApplyFailure? RefuseOtherSelector(Step step) =>
        step is ApplyStep { Key.Kind: "DaemonSet" }
        && _world.Cluster.GetValueOrDefault(step.Key).At("spec", "selector", "matchLabels", "role") is not null
            ? _world.Refused(step, 422, "Invalid", Immutable)
            : null;

    private void Run(string kind, Action<JsonObject>? change = null, bool labelled = false)
    {
        var json = _world.Objects.First(o => o.Key.Kind == kind).Json.Clone();
        if (!labelled)
            json["metadata"]!.AsObject().Remove("labels");
        change?.Invoke(json);
        var live = Live.AppliedByUs(json, uid: "theirs");
        if (!labelled)
            live["metadata"]!["managedFields"]![0]!["manager"] = "kubectl";
        if (kind == "DaemonSet")
            live["status"] = Live.Json("""{"desiredNumberScheduled":3,"numberReady":3}""");
        _world.Cluster[_world.Key(kind)] = live;
    }
}
