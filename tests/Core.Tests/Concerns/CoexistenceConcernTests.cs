using System.Text.Json.Nodes;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Coexistence;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns;

public sealed class CoexistenceConcernTests
{
    private const string Rule = "coexistence/second-dataplane";

    private static readonly JsonObject Cilium = Daemon.Of("kube-system", "cilium", "quay.io/cilium/cilium:v1.17.0");

    private readonly World _world = new();

    [Fact]
    public void A_new_network_waits_while_another_dataplane_runs_and_says_so()
    {
        _world.Dataplanes = Daemon.Found(Cilium);
        var decision = _world.Reconcile();

        Assert.Empty(_world.Cluster);
        Assert.False(decision.HasSteps);
        Assert.Equal(("False", "SecondDataplane"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Equal("SecondDataplane", _world.Text("Applied", "reason"));
        Assert.Equal("SecondDataplane", _world.Text("Stalled", "reason"));
        Assert.StartsWith("another dataplane runs on the nodes, ", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("DaemonSet kube-system/cilium", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains($"acknowledge {Rule} in spec.acknowledge", _world.Text("SoleDataplane", "message"), StringComparison.Ordinal);
        Assert.Equal("Error", Assert.Single(Findings()).Text("severity"));
        Assert.Single(_world.Events, e => e is { Warning: true, Reason: "SecondDataplane" });
        _world.Reconcile();
        Assert.Single(_world.Events);
    }

    [Fact]
    public void It_is_applied_when_that_is_acknowledged_and_Ready_names_nothing_open()
    {
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Spec["acknowledge"] = new JsonArray(Rule);
        _world.Settle();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Equal(("True", "Acknowledged"), (_world.Condition("SoleDataplane"), _world.Text("SoleDataplane", "reason")));
        Assert.Contains("DaemonSet kube-system/cilium", _world.Text("SoleDataplane", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_applied_when_the_other_one_goes()
    {
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Reconcile();
        _world.Dataplanes = ObservedDataplanes.None;
        _world.Settle();
        Assert.Equal(("True", "Alone"), (_world.Condition("SoleDataplane"), _world.Text("SoleDataplane", "reason")));
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void Over_a_network_that_runs_it_is_a_warning_and_an_Event_and_stops_no_repair()
    {
        _world.Settle();
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Reconcile();
        Assert.Equal(("False", "SecondDataplane"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.Equal("True", _world.Condition("DataplaneAvailable"));
        Assert.Equal("Warning", Assert.Single(Findings()).Text("severity"));
        Assert.Single(_world.Events, e => e is { Warning: true, Reason: "SecondDataplane" });
        Assert.Single(_world.Events, e => e is { Warning: true, Reason: "NotReady" });

        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Reconcile();
        Assert.Contains(_world.Key("ConfigMap"), _world.Cluster.Keys);
        Assert.Single(_world.Events, e => e.Reason == "SecondDataplane");
    }

    [Fact]
    public void Each_further_one_is_an_Event_of_its_own_and_the_condition_names_all()
    {
        _world.Settle();
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Reconcile();
        _world.Dataplanes = Daemon.Found(Cilium, Daemon.Of("kube-system", "kube-flannel-ds", "registry.example.com/old-flanneld:v0.14.0"));
        _world.Reconcile();
        Assert.Equal(2, _world.Events.Count(e => e.Reason == "SecondDataplane"));
        Assert.StartsWith(
            "DaemonSet kube-system/cilium, DaemonSet kube-system/kube-flannel-ds. ",
            _world.Text("SoleDataplane", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_it_renders_itself_is_its_own_and_so_is_what_it_no_longer_renders()
    {
        var adopted = Daemon.Of(TestAddon.Namespace, "ds", "ghcr.io/flannel-io/flannel:v0.28.9");
        var surplus = Ours(Daemon.Of(TestAddon.Namespace, "old", "ghcr.io/flannel-io/flannel:v0.28.9"), "default", TestAddon.Name);
        _world.Dataplanes = Daemon.Found(adopted, surplus);
        Assert.Equal(2, _world.Dataplanes.Found.Count);
        _world.Settle();
        Assert.Equal("Alone", _world.Text("SoleDataplane", "reason"));
    }

    [Theory]
    [InlineData("default", "weave")]
    [InlineData("former", TestAddon.Name)]
    public void What_another_network_left_running_is_named_with_it(string network, string addon)
    {
        _world.Dataplanes = Daemon.Found(Ours(Daemon.Of("kube-system", "weave-net", "rajchaudhuri/weave-kube:2.9.0"), network, addon));
        _world.Reconcile();
        Assert.Contains($"ClusterNetwork/{network} left it running", Assert.Single(Findings()).Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quay.io/cilium/cilium", "its 05-cilium.conflist, not 10-test.conflist.")]
    [InlineData("rajchaudhuri/weave-kube", "10-test.conflist, not its 10-weave.conflist; pods that run keep its network.")]
    public void Which_CNI_file_the_runtime_takes_follows_from_their_names(string image, string words)
    {
        _world.Dataplanes = Daemon.Found(Daemon.Of("net", "other", image));
        _world.Reconcile();
        Assert.EndsWith(words, Assert.Single(Findings()).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_spec_waits_too_while_the_last_valid_one_is_still_reconciled()
    {
        _world.Settle();
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Spec["podNetwork"]!["mtu"] = 1400;
        _world.Metadata["generation"] = 2;
        _world.Reconcile();
        Assert.Contains("the last valid one is still reconciled", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_concluded_while_DaemonSets_cannot_be_seen()
    {
        _world.DataplanesGap = new WatchGap("apps/v1", "DaemonSet", null, "Forbidden", "daemonsets is forbidden");
        _world.Settle();
        Assert.Equal(("Unknown", "WatchForbidden"), (_world.Condition("SoleDataplane"), _world.Text("SoleDataplane", "reason")));
        Assert.Equal("Unknown", _world.Condition("Ready"));
    }

    [Fact]
    public void Without_a_spec_that_renders_nothing_is_said_of_others()
    {
        _world.Dataplanes = Daemon.Found(Cilium);
        _world.Spec["provider"] = "none-such";
        _world.Reconcile();
        Assert.Equal(("Unknown", "NothingRendered"), (_world.Condition("SoleDataplane"), _world.Text("SoleDataplane", "reason")));
        Assert.Empty(Findings());
    }

    private static JsonObject Ours(JsonObject daemon, string network, string addon)
    {
        daemon["metadata"]!["labels"] = new JsonObject
        {
            ["app.kubernetes.io/managed-by"] = Live.Us,
            ["cni-operator.io/cluster-network"] = network,
            ["cni-operator.io/addon"] = addon,
        };
        return daemon;
    }

    private List<JsonObject> Findings() =>
        [.. ((JsonObject)_world.Network["status"]!).Items("addressPlan", "findings").Where(f => f.Text("rule") == Rule)];
}
