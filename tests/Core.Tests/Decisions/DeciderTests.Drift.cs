using CniOperator.Core.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

public sealed partial class DeciderTests
{
    [Fact]
    public void A_changed_field_is_repaired_and_the_event_names_the_path_and_the_manager()
    {
        Settle();
        _world.Cluster[Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        _world.Reconcile();
        var repaired = Assert.Single(_world.Events, e => e.Reason == "DriftRepaired");
        Assert.Equal("ConfigMap net/cfg: data.a changed by kubectl-edit; restored", repaired.Message);
        Assert.Equal("1", _world.Cluster[Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void A_deleted_object_is_recreated_and_reported()
    {
        Settle();
        _world.Cluster.Remove(Key("ConfigMap"));
        _world.Reconcile();
        Assert.Equal("ConfigMap net/cfg was deleted; recreated", Assert.Single(_world.Events, e => e.Reason == "DriftRepaired").Message);
    }

    [Fact]
    public void An_object_that_only_lost_its_labels_is_not_said_to_have_been_deleted()
    {
        Settle();
        var action = new ApplyAction(_world.Objects[1], ApplyCause.Recreate, []);
        var answer = Live.AppliedByUs(action.Desired.Json);
        answer["metadata"]!["managedFields"]![0]!["time"] = "2026-01-01T01:00:00Z";
        Assert.Equal(
            "ConfigMap net/cfg: metadata.labels removed, by whom is not recorded; restored",
            Assert.Single(new Outcome([(action, answer)], [], []).Notices()).Message
        );
    }

    [Fact]
    public void A_removed_field_is_attributed_to_no_manager_for_certain()
    {
        Settle();
        _world
            .Cluster[Key("ConfigMap")]
            .ChangedBy("kubectl-edit", """{"f:metadata":{"f:annotations":{"f:x":{}}}}""", l => l["data"]!.AsObject().Remove("a"));
        _world.Reconcile();
        Assert.Equal(
            "ConfigMap net/cfg: data.a removed, by whom is not recorded (the last other writer was kubectl-edit); restored",
            Assert.Single(_world.Events, e => e.Reason == "DriftRepaired").Message
        );
    }

    [Fact]
    public void A_repair_that_worked_only_at_the_second_attempt_is_still_reported_as_one()
    {
        Settle();
        _world.Memory = _world.Memory with
        {
            Applied = _world.Memory.Applied.SetItem(Key("ConfigMap"), ContentHash.Of(_world.Objects[1].Json)),
        };
        _world.Network["status"]!["conditions"]!.AsArray().First(c => c!["type"]!.GetValue<string>() == "Applied")!["status"] = "False";
        _world.Cluster[Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        Assert.Equal(
            ApplyCause.Repair,
            Decider.Decide(_world.Observe()).Waves.SelectMany(w => w).Single(a => a.Desired.Key == Key("ConfigMap")).Cause
        );
    }
}
