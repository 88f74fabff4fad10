using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Applying;

public sealed class DriftTests
{
    private readonly World _world = new();

    [Fact]
    public void A_changed_field_is_repaired_and_the_event_names_the_path_and_the_manager()
    {
        _world.Settle();
        _world.Cluster[_world.Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        _world.Reconcile();
        var repaired = Assert.Single(_world.Events, e => e.Reason == "DriftRepaired");
        Assert.Equal("ConfigMap net/cfg: data.a changed by kubectl-edit; restored", repaired.Message);
        Assert.Equal("1", _world.Cluster[_world.Key("ConfigMap")].Text("data", "a"));
    }

    [Fact]
    public void A_deleted_object_is_recreated_and_reported()
    {
        _world.Settle();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Reconcile();
        Assert.Equal("ConfigMap net/cfg was deleted; recreated", Assert.Single(_world.Events, e => e.Reason == "DriftRepaired").Message);
    }

    [Fact]
    public void An_object_that_only_lost_its_labels_is_not_said_to_have_been_deleted()
    {
        _world.Settle();
        var step = new ApplyStep(_world.Objects[1], ApplyCause.Recreate, []);
        var answer = Live.AppliedByUs(step.Desired.Json);
        answer["metadata"]!["managedFields"]![0]!["time"] = "2026-01-01T01:00:00Z";
        Assert.Equal(
            "ConfigMap net/cfg: metadata.labels removed, by whom is not recorded; restored",
            Assert.Single(new Outcome([(step, answer)], [], []).Events(ApplyMemory.Empty)).Message
        );
    }

    [Fact]
    public void Of_a_removed_field_only_the_last_other_writer_is_known()
    {
        _world.Settle();
        _world
            .Cluster[_world.Key("ConfigMap")]
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
        _world.Settle();
        _world.Memory = _world.Memory with
        {
            Hashes = _world.Memory.Hashes.SetItem(_world.Key("ConfigMap"), ContentHash.Of(_world.Objects[1].Json)),
        };
        _world.Network["status"]!["conditions"]!.AsArray().First(c => c!["type"]!.GetValue<string>() == "Applied")!["status"] = "False";
        _world.Cluster[_world.Key("ConfigMap")].ChangedBy("kubectl-edit", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");
        Assert.Equal(ApplyCause.Repair, _world.Decide().Applies().Single(a => a.Key == _world.Key("ConfigMap")).Cause);
    }
}
