using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Effects;

public sealed class EffectsTests
{
    private const string Address = "projectcalico.org/IPv4VXLANTunnelAddr";

    private readonly World _world = new();

    public EffectsTests()
    {
        _world.Addon.Descriptor["effects"] = new JsonArray(
            Live.Json(
                $$"""
                {"of":"ConfigMap","when":"it.data.a == '1'","nodeAnnotation":"{{Address}}","dueSeconds":10,"touches":2,
                 "meaning":"pods are lost","fix":"restart ds"}
                """
            )
        );
        _world.Addon.Descriptor["pauses"] = new JsonArray(Live.Json("""{"of":"ConfigMap","seconds":5,"why":"its owner is slow"}"""));
        _world.Settle();
        Give();
        _world.Reconcile();
        _world.Events.Clear();
    }

    [Fact]
    public void With_its_effect_everywhere_a_network_is_Ready_and_without_it_on_one_node_it_says_where()
    {
        Assert.Equal("True", _world.Condition("Ready"));
        Take(1);
        var decision = _world.Reconcile();

        Assert.Equal("False", _world.Condition("Ready"));
        Assert.Equal("EffectMissing", _world.Text("Ready", "reason"));
        Assert.Contains("node-2", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.DoesNotContain("node-1,", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("pods are lost", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.NotNull(decision.LookAgainAt);
    }

    [Fact]
    public void When_it_is_late_the_object_is_written_again_as_often_as_stated_and_then_a_person_is_asked()
    {
        Take(0, 1, 2);
        _world.Reconcile();
        for (var time = 1; time <= 2; time++)
        {
            _world.Now += TimeSpan.FromSeconds(10);
            _world.Reconcile();
            Assert.Equal(time, _world.Events.Count(e => e.Reason == "EffectMissing"));
            Assert.Equal("True", _world.Condition("Reconciling"));
        }

        _world.Now += TimeSpan.FromSeconds(10);
        var last = _world.Reconcile();
        Assert.Empty(last.AllSteps());
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Contains("restart ds", _world.Text("Stalled", "message"), StringComparison.Ordinal);

        Give();
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DriftRepaired");
    }

    [Fact]
    public void Where_writing_again_does_not_help_the_dataplane_is_restarted_node_by_node()
    {
        Restarting();
        Take(0, 2);
        Touch();
        Assert.Equal(["node-1"], Restarted());

        Replace(0, ready: false);
        Assert.Empty(Restarted());
        Replace(0, ready: true);
        Assert.Empty(Restarted());
        Give(0);
        Assert.Equal(["node-3"], Restarted());
        Replace(2, ready: true);
        Give();
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void None_is_restarted_while_its_controller_moves_a_change_over_the_nodes()
    {
        Restarting();
        Take(0, 2);
        Touch();
        var daemon = _world.Cluster[_world.Key("DaemonSet")];
        daemon["status"]!["updatedNumberScheduled"] = 1;
        Assert.Empty(Restarted());
        daemon["status"]!["updatedNumberScheduled"] = 3;
        daemon["status"]!["observedGeneration"] = 0;
        daemon["metadata"]!["generation"] = 1;
        Assert.Empty(Restarted());
        daemon["status"]!["observedGeneration"] = 1;
        Assert.Equal(["node-1"], Restarted());
    }

    [Fact]
    public void None_is_restarted_where_people_delete_pods_themselves()
    {
        Restarting();
        Take(0, 2);
        Touch();
        _world.Cluster[_world.Key("DaemonSet")]["spec"]!["updateStrategy"] = new JsonObject { ["type"] = "OnDelete" };
        Assert.Empty(Restarted());
    }

    [Fact]
    public void A_restart_that_does_not_help_is_not_made_on_the_other_nodes()
    {
        Restarting();
        Take(0, 2);
        Touch();
        Assert.Equal(["node-1"], Restarted());
        Replace(0, ready: true);
        _world.Reconcile();
        Assert.Contains("ds is restarted there, one node after the other", _world.Text("Ready", "message"), StringComparison.Ordinal);
        _world.Now += TimeSpan.FromSeconds(10);
        _world.Reconcile();
        Assert.Empty(Restarted());
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Contains("and ds was restarted without success: restart ds", _world.Text("Stalled", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_again_while_paused()
    {
        Take(0);
        _world.Spec["managementState"] = "Paused";
        _world.Now += TimeSpan.FromMinutes(1);
        Assert.Empty(_world.Decide().AllSteps());
    }

    [Fact]
    public void A_node_without_a_ready_pod_lacks_more_than_an_effect()
    {
        Take(2);
        _world.RunPods(2);
        _world.Reconcile();
        Assert.NotEqual("EffectMissing", _world.Text("Ready", "reason"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_someone_deleted_or_changed_is_restored_after_the_time_that_its_owner_needs(bool deleted)
    {
        _world.Now += TimeSpan.FromMinutes(1);
        if (deleted)
            _world.Cluster.Remove(_world.Key("ConfigMap"));
        else
            _world.Cluster[_world.Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        var decision = _world.Reconcile();

        Assert.Empty(decision.AllSteps());
        Assert.Equal(_world.Now + TimeSpan.FromSeconds(5), decision.LookAgainAt);
        Assert.Equal("Applying", _world.Text("Ready", "reason"));
        Assert.Contains("its owner is slow", _world.Text("Ready", "message"), StringComparison.Ordinal);
        _world.Now += TimeSpan.FromSeconds(4);
        Assert.Empty(_world.Reconcile().AllSteps());

        _world.Now += TimeSpan.FromSeconds(1);
        _world.Reconcile();
        Assert.Equal("1", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
        Assert.Single(_world.Events, e => e.Reason == "DriftRepaired");
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void An_object_that_waits_to_be_restored_is_not_written_again_for_the_effect_that_left_with_the_change()
    {
        _world.Now += TimeSpan.FromMinutes(1);
        _world.Cluster[_world.Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        Take(0, 1, 2);
        Assert.Empty(_world.Reconcile().AllSteps());
        _world.Now += TimeSpan.FromSeconds(1);
        Assert.Empty(_world.Reconcile().AllSteps());
        Assert.Equal("Applying", _world.Text("Ready", "reason"));

        _world.Now += TimeSpan.FromSeconds(4);
        _world.Reconcile();
        Assert.Equal("1", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
        Assert.Equal("EffectMissing", _world.Text("Ready", "reason"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "EffectMissing");

        Give();
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void After_a_restart_of_the_operator_it_waits_once_more_and_no_longer()
    {
        _world.Now += TimeSpan.FromMinutes(1);
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Memory = ApplyMemory.Empty;
        _world.Reconcile();
        Assert.DoesNotContain(_world.Key("ConfigMap"), _world.Cluster);
        _world.Now += TimeSpan.FromSeconds(5);
        _world.Reconcile();
        Assert.Contains(_world.Key("ConfigMap"), _world.Cluster);
    }

    private void Restarting() => _world.Addon.Descriptor["effects"]![0]!["restarts"] = "ds";

    // As often as that may help, and until that is clear.
    private void Touch()
    {
        for (var time = 0; time <= 2; time++)
        {
            _world.Reconcile();
            _world.Now += TimeSpan.FromSeconds(10);
        }
    }

    private IEnumerable<string> Restarted() => _world.Decide().AllSteps().OfType<DeletePodStep>().Select(p => p.Node);

    private void Replace(int node, bool ready) =>
        _world.Pods[node] = _world.Pods[node] with
        {
            Uid = $"new-{node}",
            CreatedAt = _world.Now,
            Ready = ready,
            ReadyChangedAt = _world.Now,
        };

    private void Give(int node) => Change([node], "10.244.1.1");

    private void Give() => Change(Enumerable.Range(0, _world.Nodes.Count), "10.244.1.1");

    private void Take(params IEnumerable<int> nodes) => Change(nodes, null);

    private void Change(IEnumerable<int> nodes, string? address)
    {
        foreach (var i in nodes)
        {
            var node = (JsonObject)_world.Nodes[i].DeepClone();
            node["metadata"]!["annotations"] = address is null ? null : new JsonObject { [Address] = address };
            _world.Nodes[i] = node;
        }
    }
}
