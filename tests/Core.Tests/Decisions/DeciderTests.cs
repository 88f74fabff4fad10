using System.Text.Json.Nodes;
using CniOperator.Core.Decisions;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

public sealed class DeciderTests
{
    private readonly World _world = new();

    [Fact]
    public void A_new_network_is_applied_and_is_ready_when_its_pods_are()
    {
        _world.Reconcile();
        Assert.Equal(3, _world.Cluster.Count);
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.Equal("False", _world.Condition("Ready"));
        Assert.Equal("True", _world.Condition("Reconciling"));
        _world.RunPods(ready: 3);
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Null(_world.Condition("Reconciling"));
        Assert.Null(_world.Condition("Stalled"));
        Assert.Equal("Unknown", _world.Condition("PodToPod"));
        Assert.Contains("not observed", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains(_world.Events, e => e.Reason == "Ready");
    }

    [Fact]
    public void Namespaces_come_before_what_lives_in_them_and_workloads_last() =>
        Assert.Equal(
            ["ConfigMap,Namespace", "ConfigMap", "DaemonSet"],
            _world.Decide().Waves.Select(w => string.Join(',', w.Select(a => a.Key.Kind).Order(StringComparer.Ordinal)))
        );

    [Theory]
    [InlineData("ClusterRole", "ClusterRoleBinding")]
    [InlineData("Role", "RoleBinding")]
    public void A_binding_comes_after_its_role_because_the_API_server_looks_the_role_up(string role, string binding)
    {
        _world.Objects.Add(
            World.Object("rbac.authorization.k8s.io/v1", binding, binding == "RoleBinding" ? "kube-flannel" : null, "flannel")
        );
        _world.Objects.Add(World.Object("rbac.authorization.k8s.io/v1", role, role == "Role" ? "kube-flannel" : null, "flannel"));
        var waves = _world.Decide().Waves;
        Assert.True(Wave(role) < Wave(binding));
        Assert.True(Wave(binding) < Wave("DaemonSet"));

        int Wave(string kind) => waves.Index().Single(w => w.Item.Any(a => a.Key.Kind == kind)).Index;
    }

    [Fact]
    public void A_reconcile_that_finds_nothing_to_do_decides_nothing()
    {
        _world.Settle();
        var decision = _world.Decide();
        Assert.False(decision.HasSteps);
        Assert.Null(decision.Status);
        Assert.Empty(decision.Events);
        Assert.Null(decision.LookAgainAt);
    }

    [Fact]
    public void Pausing_a_network_that_is_as_it_should_be_leaves_it_Ready()
    {
        _world.Settle();
        _world.Spec["managementState"] = "Paused";
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Contains("managementState is Paused", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Null(_world.Condition("Stalled"));
    }

    [Fact]
    public void A_change_of_the_spec_is_not_drift()
    {
        _world.Settle();
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"9"}}""");
        _world.Reconcile();
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DriftRepaired");
        Assert.Equal("9", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void While_paused_nothing_but_status_is_written_and_the_drift_is_named()
    {
        _world.Settle();
        _world.Spec["managementState"] = "Paused";
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        var decision = _world.Reconcile();
        Assert.False(decision.HasSteps);
        Assert.Contains("ConfigMap net/cfg", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_holds_while_the_rest_of_the_spec_is_invalid()
    {
        _world.Settle();
        _world.Spec["managementState"] = "Paused";
        MakeInvalid();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        Assert.False(_world.Decide().HasSteps);
    }

    [Fact]
    public void The_later_of_two_networks_is_superseded_and_changes_nothing()
    {
        _world.Others.Add(
            new NetworkObject(Live.Json("""{"metadata":{"name":"older","uid":"n0","creationTimestamp":"2025-01-01T00:00:00Z"}}"""))
        );
        var decision = _world.Reconcile();
        Assert.False(decision.HasSteps);
        Assert.Empty(_world.Cluster);
        Assert.Equal(
            ("False", "Superseded", "True"),
            (_world.Condition("Ready"), _world.Text("Ready", "reason"), _world.Condition("Stalled"))
        );
        Assert.Contains("older", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_spec_stops_no_repair_and_the_condition_says_both()
    {
        _world.Settle();
        MakeInvalid();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(_world.Key("ConfigMap")));
        Assert.Equal(("False", "InvalidSpec"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Contains("last valid", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("spec.podNetwork.cidrs[0]", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Equal("False", _world.Condition("AddressPlanValid"));
    }

    [Fact]
    public void An_invalid_spec_with_no_valid_one_before_applies_and_removes_nothing()
    {
        MakeInvalid();
        Assert.False(_world.Reconcile().HasSteps);
        Assert.Equal("InvalidSpec", _world.Text("Ready", "reason"));
    }

    [Fact]
    public void What_is_no_longer_rendered_goes_only_when_the_replacement_runs()
    {
        _world.Settle();
        var old = World.Object("v1", "ConfigMap", "net", "old");
        _world.Cluster[old.Key] = Live.AppliedByUs(old.Json, "uid-old");
        _world.RunPods(ready: 2);
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(old.Key));
        _world.RunPods(ready: 3);
        _world.Reconcile();
        Assert.False(_world.Cluster.ContainsKey(old.Key));
        Assert.Contains(_world.Events, e => e.Reason == "Pruned");
    }

    [Theory]
    [InlineData("v1", "Namespace", "default", "test")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "default", "test")]
    [InlineData("v1", "ConfigMap", "another", "test")]
    [InlineData("v1", "ConfigMap", "default", "another-addon")]
    public void Namespaces_CRDs_and_what_belongs_to_others_are_never_pruned(string apiVersion, string kind, string network, string addon)
    {
        _world.Settle();
        var foreign = World.Object(apiVersion, kind, kind == "ConfigMap" ? "net" : null, "foreign", network: network, addon: addon);
        _world.Cluster[foreign.Key] = Live.AppliedByUs(foreign.Json, "uid-foreign");
        _world.Reconcile();
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(foreign.Key));
    }

    [Fact]
    public void What_someone_changes_back_after_every_apply_is_not_applied_forever()
    {
        _world.Settle();
        var key = _world.Key("ConfigMap");
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"2"}}""");
        var step = _world.Decide().Applies().Single(a => a.Key == key);
        var answer = Live.AppliedByUs(step.Desired.Json, "uid-cfg")
            .ChangedBy("webhook", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "mutated");
        _world.Memory = new Outcome([(step, answer)], [], []).Remember(_world.Memory, _world.Now);
        _world.Cluster[key] = answer;
        Assert.Empty(_world.Decide().Waves);
        _world.Reconcile();
        Assert.Contains("data.a", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_cannot_be_seen_are_applied_once_and_reported_as_unknown()
    {
        _world.Settle();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Gaps.Add(new WatchGap("v1", "ConfigMap", "net", "Forbidden", "cannot list configmaps"));
        _world.Memory = ApplyMemory.Empty;
        _world.Reconcile();
        Assert.Empty(_world.Decide().Waves);
        Assert.Equal(("Unknown", "WatchForbidden"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
    }

    [Fact]
    public void Nothing_is_concluded_from_a_cache_that_is_not_filled_yet()
    {
        _world.Gaps.Add(new WatchGap("v1", "ConfigMap", "net", "NotSynced", "still being read"));
        Assert.DoesNotContain(_world.Decide().Applies(), a => a.Key.Name == "cfg");
    }

    [Fact]
    public void A_condition_keeps_its_time_until_its_status_changes()
    {
        _world.Settle();
        var since = _world.Text("Applied", "lastTransitionTime");
        _world.Now += TimeSpan.FromHours(1);
        _world.RunPods(ready: 2);
        _world.Reconcile();
        Assert.Equal(since, _world.Text("Applied", "lastTransitionTime"));
        Assert.Equal("2026-01-01T01:00:00Z", _world.Text("Ready", "lastTransitionTime"));
    }

    // The network has bits set beyond its prefix.
    private void MakeInvalid() => _world.Spec["podNetwork"]!["cidrs"] = new JsonArray("10.244.0.1/16");
}
