using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Applying;

/// <summary>Another controller undoes each repair at once.</summary>
public sealed class ContestTests
{
    private readonly World _world = new();

    private readonly ObjectKey _config;

    private DateTimeOffset _begun;

    public ContestTests()
    {
        _config = _world.Key("ConfigMap");
        _world.Settle();
        _world.Now += TimeSpan.FromHours(1);
        _begun = _world.Now;
    }

    [Fact]
    public void The_first_repairs_are_immediate_then_pauses_grow_up_to_a_minute() =>
        Assert.Equal([0, 0, 0, 1, 3, 7, 15, 31, 63, 123, 183], Fight(Change, TimeSpan.FromSeconds(200)));

    [Fact]
    public void An_object_that_is_deleted_again_and_again_is_restored_with_the_same_pauses() =>
        Assert.Equal([0, 0, 0, 1, 3, 7, 15, 31, 63, 123, 183], Fight(Delete, TimeSpan.FromSeconds(200)));

    [Fact]
    public void An_object_that_loses_its_labels_again_and_again_is_restored_with_the_same_pauses_and_it_is_said_what_is_lost()
    {
        Assert.Equal([0, 0, 0, 1, 3, 7, 15, 31, 63, 123, 183], Fight(Unlabel, TimeSpan.FromSeconds(200)));
        Assert.StartsWith(
            "unlabeller changes metadata.labels of ConfigMap net/cfg back each time it is restored",
            _world.Text("Applied", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Within_five_seconds_there_are_no_seven_rounds() => Assert.Equal(5, Fight(Change, TimeSpan.FromSeconds(5)).Count);

    [Fact]
    public void Applied_says_who_changes_what_back_and_what_to_do()
    {
        Fight(Change, TimeSpan.FromSeconds(2));
        Assert.Equal(
            ("False", "Contested", "False", "Contested", "True"),
            (
                _world.Condition("Applied"),
                _world.Text("Applied", "reason"),
                _world.Condition("Ready"),
                _world.Text("Ready", "reason"),
                _world.Condition("Stalled")
            )
        );
        Assert.Equal(
            "other-controller changes data.a of ConfigMap net/cfg back each time it is restored (4 times in a row); the next repair waits "
                + "2 s. Stop it from writing there, or let it have its way: with a patch for ConfigMap cfg in spec.patches, or "
                + "managementState: Paused",
            _world.Text("Applied", "message")
        );
    }

    [Fact]
    public void A_deleted_object_is_reported_as_deleted()
    {
        Fight(Delete, TimeSpan.FromSeconds(2));
        Assert.StartsWith(
            "another controller deletes ConfigMap net/cfg each time it is restored (4 times in a row)",
            _world.Text("Applied", "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_repairs_and_the_contest_are_Events_and_what_follows_is_none()
    {
        Fight(Change, TimeSpan.FromSeconds(200));
        Assert.Equal(["DriftRepaired", "DriftRepaired", "Contested", "NotReady"], _world.Events.Select(e => e.Reason));
        var told = _world.Events[2];
        Assert.True(told.Warning);
        Assert.StartsWith("other-controller changes data.a of ConfigMap net/cfg back", told.Message, StringComparison.Ordinal);
        Assert.Contains("managementState: Paused", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_network_that_was_not_Ready_the_contest_is_one_Event_too()
    {
        _world.RunPods(ready: 2);
        _world.Reconcile();
        _world.Events.Clear();
        Fight(Change, TimeSpan.FromSeconds(200));
        Assert.Equal(["DriftRepaired", "DriftRepaired", "Contested"], _world.Events.Select(e => e.Reason));
    }

    [Fact]
    public void After_a_quiet_time_it_is_over_and_the_next_drift_is_repaired_at_once()
    {
        Fight(Change, TimeSpan.FromSeconds(2));
        _world.Reconcile();
        Assert.Equal(5, _world.Memory.Contests[_config].Rounds);
        _world.Now = _begun.AddSeconds(3 + 60 + 4 - 1);
        var last = _world.Reconcile();
        Assert.Equal(("False", "Contested"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Equal(_world.Now.AddSeconds(1), last.LookAgainAt);
        _world.Now = last.LookAgainAt!.Value;
        Assert.Null(_world.Reconcile().LookAgainAt);
        Assert.Equal(("True", "True", null), (_world.Condition("Applied"), _world.Condition("Ready"), _world.Condition("Stalled")));
        _begun = _world.Now;
        Assert.Equal([0, 0, 0, 1, 3], Fight(Change, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Edits_that_are_minutes_apart_are_not_a_contest()
    {
        for (var i = 0; i < 9; i++)
        {
            _world.Now += TimeSpan.FromMinutes(2);
            Change();
            _world.Reconcile();
            Assert.Equal(("True", true), (_world.Condition("Applied"), IsRestored));
        }

        Assert.Equal(9, _world.Events.Count(e => e.Reason == "DriftRepaired"));
    }

    [Fact]
    public void While_the_network_is_paused_there_is_no_contest_and_what_differs_is_named_at_once()
    {
        Fight(Change, TimeSpan.FromSeconds(2));
        _world.Now = _begun.AddSeconds(2);
        _world.Spec["managementState"] = "Paused";
        Assert.Null(_world.Reconcile().LookAgainAt);
        Assert.Equal(("False", "Paused"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Contains("ConfigMap net/cfg", _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_contested_keeps_no_other_object_from_its_repair()
    {
        Fight(Change, TimeSpan.FromSeconds(2));
        _world.Now = _begun.AddSeconds(2);
        _world.Cluster.Remove(_world.Key("Namespace"));
        Assert.Equal(_world.Key("Namespace"), Assert.IsType<ApplyStep>(Assert.Single(_world.Decide().AllSteps())).Key);
    }

    private bool IsRestored =>
        _world.Cluster.GetValueOrDefault(_config) is { } live
        && live.Text("data", "a") == "1"
        && live.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null;

    // The seconds since the beginning at which the object was restored. Each change brings a reconcile, and so does the time that we name.
    private List<double> Fight(Action undo, TimeSpan during)
    {
        var restored = new List<double>();
        var end = _world.Now + during;
        undo();
        while (_world.Now < end)
        {
            var decision = _world.Reconcile();
            if (IsRestored)
            {
                restored.Add((_world.Now - _begun).TotalSeconds);
                undo();
            }
            else
            {
                _world.Now = decision.LookAgainAt!.Value;
            }
        }

        return restored;
    }

    private void Change() => _world.Cluster[_config].ChangedBy("other-controller", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = "2");

    private void Delete() => _world.Cluster.Remove(_config);

    private void Unlabel() =>
        _world
            .Cluster[_config]
            .ChangedBy("unlabeller", """{"f:metadata":{"f:annotations":{"f:x":{}}}}""", l =>
                l["metadata"]!["labels"]!.AsObject().Remove(ClusterNetworkApi.NetworkLabel)
            );
}
