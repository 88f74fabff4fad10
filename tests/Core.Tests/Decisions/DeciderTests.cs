using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

public sealed partial class DeciderTests
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
            Decider
                .Decide(_world.Observe())
                .Waves.Select(w => string.Join(',', w.Select(a => a.Desired.Key.Kind).Order(StringComparer.Ordinal)))
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
        var waves = Decider.Decide(_world.Observe()).Waves;
        Assert.True(Wave(role) < Wave(binding));
        Assert.True(Wave(binding) < Wave("DaemonSet"));

        int Wave(string kind) => waves.Index().Single(w => w.Item.Any(a => a.Desired.Key.Kind == kind)).Index;
    }

    [Fact]
    public void A_reconcile_that_finds_nothing_to_do_decides_nothing()
    {
        Settle();
        var decision = Decider.Decide(_world.Observe());
        Assert.False(decision.HasActions);
        Assert.Null(decision.Status);
        Assert.Empty(decision.Events);
        Assert.Null(decision.LookAgainAt);
    }

    [Fact]
    public void Pausing_a_network_that_is_as_it_should_be_leaves_it_Ready()
    {
        Settle();
        _world.Network["spec"]!["managementState"] = "Paused";
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Contains("managementState is Paused", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Null(_world.Condition("Stalled"));
    }

    [Fact]
    public void A_change_of_the_spec_is_not_drift()
    {
        Settle();
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"9"}}""");
        _world.Reconcile();
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DriftRepaired");
        Assert.Equal("9", _world.Cluster[Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void While_paused_nothing_but_status_is_written_and_the_drift_is_named()
    {
        Settle();
        _world.Network["spec"]!["managementState"] = "Paused";
        _world.Cluster.Remove(Key("ConfigMap"));
        var decision = _world.Reconcile();
        Assert.False(decision.HasActions);
        Assert.Contains("ConfigMap net/cfg", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_holds_while_the_rest_of_the_spec_is_invalid()
    {
        Settle();
        _world.Network["spec"]!["managementState"] = "Paused";
        _world.Findings.Add(Invalid);
        _world.FromRecord = true;
        _world.Cluster.Remove(Key("ConfigMap"));
        Assert.False(Decider.Decide(_world.Observe()).HasActions);
    }

    [Fact]
    public void The_later_of_two_networks_is_superseded_and_changes_nothing()
    {
        _world.Others.Add(
            new NetworkObject(Live.Json("""{"metadata":{"name":"older","uid":"n0","creationTimestamp":"2025-01-01T00:00:00Z"}}"""))
        );
        var decision = _world.Reconcile();
        Assert.False(decision.HasActions);
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
        Settle();
        _world.Findings.Add(Invalid);
        _world.FromRecord = true;
        _world.Cluster.Remove(Key("ConfigMap"));
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(Key("ConfigMap")));
        Assert.Equal(("False", "InvalidSpec"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Contains("last valid", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("spec.podNetwork.cidrs[0]", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Equal("False", _world.Condition("AddressPlanValid"));
    }

    [Fact]
    public void An_invalid_spec_with_no_valid_one_before_applies_and_removes_nothing()
    {
        _world.Findings.Add(Invalid);
        Assert.False(_world.Reconcile().HasActions);
        Assert.Equal("InvalidSpec", _world.Text("Ready", "reason"));
    }

    [Fact]
    public void What_is_no_longer_rendered_goes_only_when_the_replacement_runs()
    {
        Settle();
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
    [InlineData("v1", "Namespace", "default", null)]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "default", null)]
    [InlineData("v1", "ConfigMap", "another", null)]
    [InlineData("v1", "ConfigMap", "default", "another-addon")]
    public void Namespaces_CRDs_and_what_belongs_to_others_are_never_pruned(string apiVersion, string kind, string network, string? addon)
    {
        Settle();
        var foreign = World.Object(apiVersion, kind, kind == "ConfigMap" ? "net" : null, "foreign", network: network);
        if (addon is not null)
            foreign.Json["metadata"]!["labels"]!["cni-operator.io/addon"] = addon;
        _world.Cluster[foreign.Key] = Live.AppliedByUs(foreign.Json, "uid-foreign");
        _world.Reconcile();
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(foreign.Key));
    }

    [Fact]
    public void What_someone_changes_back_after_every_apply_is_not_applied_forever()
    {
        Settle();
        var key = Key("ConfigMap");
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"2"}}""");
        var action = Decider.Decide(_world.Observe()).Waves.SelectMany(w => w).Single(a => a.Desired.Key == key);
        var answer = Live.AppliedByUs(action.Desired.Json, "uid-cfg")
            .ChangedBy("webhook", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "mutated");
        _world.Memory = new Outcome([(action, answer)], [], []).Remember(_world.Memory);
        _world.Cluster[key] = answer;
        Assert.Empty(Decider.Decide(_world.Observe()).Waves);
        _world.Reconcile();
        Assert.Contains("data.a", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_cannot_be_seen_are_applied_once_and_reported_as_unknown()
    {
        Settle();
        _world.Cluster.Remove(Key("ConfigMap"));
        _world.Gaps.Add(new WatchGap("v1", "ConfigMap", "net", "Forbidden", "cannot list configmaps"));
        _world.Memory = ApplyMemory.Empty;
        _world.Reconcile();
        Assert.Empty(Decider.Decide(_world.Observe()).Waves);
        Assert.Equal(("Unknown", "WatchForbidden"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
    }

    [Fact]
    public void Nothing_is_concluded_from_a_cache_that_is_not_filled_yet()
    {
        _world.Gaps.Add(new WatchGap("v1", "ConfigMap", "net", "NotSynced", "still being read"));
        Assert.DoesNotContain(Decider.Decide(_world.Observe()).Waves.SelectMany(w => w), a => a.Desired.Key.Name == "cfg");
    }

    [Fact]
    public void A_condition_keeps_its_time_until_its_status_changes()
    {
        Settle();
        var since = _world.Text("Applied", "lastTransitionTime");
        _world.Now += TimeSpan.FromHours(1);
        _world.RunPods(ready: 2);
        _world.Reconcile();
        Assert.Equal(since, _world.Text("Applied", "lastTransitionTime"));
        Assert.Equal("2026-01-01T01:00:00Z", _world.Text("Ready", "lastTransitionTime"));
    }

    private static Finding Invalid { get; } =
        new("address/host-bits", Severity.Error, "spec.podNetwork.cidrs[0]", "10.0.0.1/16 has host bits", "Write 10.0.0.0/16");

    private ObjectKey Key(string kind) => _world.Objects.First(o => o.Key.Kind == kind).Key;

    private ApplyFailure Forbidden(ObjectKey key, int attempts) =>
        new(
            key,
            "configmaps",
            "patch",
            403,
            "Forbidden",
            "configmaps \"cfg\" is forbidden: User \"x\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"net\"",
            attempts,
            _world.Now + ApplyFailure.Pause(attempts, null)
        );

    private void Settle()
    {
        _world.Reconcile();
        _world.RunPods(ready: 3);
        _world.Reconcile();
        _world.Events.Clear();
    }
}
