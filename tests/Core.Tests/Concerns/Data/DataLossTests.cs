using System.Text.Json.Nodes;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Data;

public sealed class DataLossTests
{
    private const string Rule = "cluster/data-lost";

    private static readonly Manifest Definition = World.Object(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        null,
        "pools.test.example",
        """
        {"spec":{"group":"test.example","scope":"Cluster","names":{"kind":"Pool","plural":"pools"},"versions":[{"name":"v1","served":true}]}}
        """
    );

    private static readonly Manifest Pool = World.Object("test.example/v1", "Pool", null, "default", """{"spec":{"size":1}}""");

    private readonly World _world = new();

    public DataLossTests()
    {
        _world.Objects.Insert(0, Definition);
        _world.Objects.Insert(1, Pool);
        _world.Addon.Descriptor["writers"] = new JsonArray("test-daemon");
        _world.Addon.Descriptor["ownChanges"] = new JsonArray(
            Live.Json("""{"of":"Pool","field":"spec.tuned","why":"test-daemon tunes it"}""")
        );
        _world.Addon.Descriptor["data"] = new JsonArray(
            Live.Json(
                """{"of":"CustomResourceDefinition","name":"pools.test.example","holds":"who has which address","fix":"Restart everything."}"""
            )
        );
        _world.Reconcile();
        Establish();
        _world.Settle();
        _world.Reconcile();
        _world.Events.Clear();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_that_went_with_a_definition_is_told_and_keeps_the_network_from_being_Ready_until_it_is_acknowledged(bool restarted)
    {
        _world.Cluster.Remove(Definition.Key);
        _world.Cluster.Remove(Pool.Key);
        _world.Reconcile();
        Establish();
        if (restarted)
            (_world.Memory, _world.Reported) = (ApplyMemory.Empty, null);
        _world.Reconcile();
        _world.Reconcile();

        Assert.Equal("DataLost", _world.Text("Ready", "reason"));
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Contains("who has which address", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("Restart everything.", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains(Rule, _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Single(_world.Events, e => e is { Reason: "DataLost", Warning: true });

        _world.Spec["acknowledge"] = new JsonArray(Rule);
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        _world.Spec["acknowledge"] = new JsonArray();
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void A_definition_that_the_addon_says_nothing_of_is_a_warning_until_it_is_acknowledged_and_told_once()
    {
        _world.Addon.Descriptor["data"] = new JsonArray();
        _world.Objects.Add(World.Object("v1", "ConfigMap", "net", "other"));
        _world.Reconcile();
        _world.Cluster.Remove(Definition.Key);
        _world.Reconcile();
        Establish();
        _world.Reconcile();
        _world.Reconcile();

        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Single(_world.Events, e => e.Reason == "DataLost");
        Assert.Contains(((JsonObject)_world.Network["status"]!).Items("addressPlan", "findings"), f => f.Text("rule") == Rule);
    }

    [Fact]
    public void Fields_that_people_had_set_in_a_custom_resource_are_named_when_it_was_deleted()
    {
        _world.Cluster[Pool.Key].ChangedBy("kubectl-edit", """{"f:spec":{"f:color":{}}}""", l => l["spec"]!["color"] = "red");
        _world.Reconcile();
        _world.Cluster.Remove(Pool.Key);
        _world.Reconcile();

        Assert.Equal("DataLost", _world.Text("Ready", "reason"));
        Assert.Contains("spec.color", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_resource_with_nothing_but_what_is_rendered_and_what_the_addon_writes_loses_nothing()
    {
        _world.Cluster[Pool.Key].ChangedBy("test-daemon", """{"f:spec":{"f:found":{}}}""", l => l["spec"]!["found"] = 1);
        _world.Reconcile();
        _world.Cluster.Remove(Pool.Key);
        _world.Reconcile();

        Assert.Equal("True", _world.Condition("Ready"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DataLost");
    }

    [Theory]
    [InlineData("0s", "Ready")]
    [InlineData("30s", "DataLost")]
    public void What_the_addon_fills_in_is_told_from_what_people_set_by_its_value(string interval, string reason)
    {
        _world.Addon.Descriptor["ownFields"] = new JsonArray(
            Live.Json("""{"of":"Pool","values":{"spec.interval":"0s","spec.level":""}}""")
        );
        _world
            .Cluster[Pool.Key]
            .ChangedBy("Go-http-client", """{"f:spec":{"f:interval":{},"f:level":{}}}""", l =>
                (l["spec"]!["interval"], l["spec"]!["level"]) = (interval, "")
            );
        _world.Reconcile();
        _world.Cluster.Remove(Pool.Key);
        _world.Reconcile();

        Assert.Equal(reason, _world.Text("Ready", "reason"));
        Assert.DoesNotContain("spec.level", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_rendered_is_not_lost_though_another_held_it_for_a_moment()
    {
        _world.Cluster[Pool.Key].ChangedBy("kubectl-edit", """{"f:spec":{"f:size":{}}}""", l => l["spec"]!["size"] = 2);
        _world.Reconcile();
        _world.Cluster.Remove(Pool.Key);
        _world.Reconcile();

        Assert.Equal("True", _world.Condition("Ready"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DataLost");
    }

    [Fact]
    public void What_an_addon_does_to_its_own_object_is_restored_and_no_drift()
    {
        _world.Objects[1] = World.Object("test.example/v1", "Pool", null, "default", """{"spec":{"size":1,"tuned":1}}""");
        _world.Reconcile();
        _world.Reconcile();
        _world.Events.Clear();
        _world.Cluster[Pool.Key].ChangedBy("test-daemon", """{"f:spec":{"f:tuned":{}}}""", l => l["spec"]!["tuned"] = 2);
        _world.Reconcile();

        Assert.Equal(1, _world.Cluster[Pool.Key].Number("spec", "tuned"));
        Assert.DoesNotContain(_world.Events, e => e.Warning);
        Assert.Contains(_world.Events, e => e.Reason == "Applied" && e.Message.Contains("test-daemon tunes it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_the_record_is_read_as_it_was_written_and_anything_else_says_nothing()
    {
        var held = new HeldData(new ObjectKey("v1", "ConfigMap", "a", "b"), "u", ["spec.x[\"y z\"]"]);
        Assert.Equal(held, HeldData.Parse(held.ToString()));
        Assert.Null(HeldData.Parse("{}"));
        Assert.Null(HeldData.Parse("[1"));
    }

    private void Establish() =>
        _world.Cluster[Definition.Key]["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Established", ["status"] = "True" }),
        };
}
