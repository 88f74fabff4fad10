using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;

namespace CniOperator.Core.Tests.Concerns.Departure;

public sealed class DepartureConcernTests
{
    private readonly World _world = new();

    [Fact]
    public void Deletion_with_Retain_removes_nothing()
    {
        _world.Settle();
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";
        var decision = _world.Reconcile();
        Assert.Equal(3, _world.Cluster.Count);
        Assert.Null(decision.Status);
    }

    [Fact]
    public void Deletion_with_Remove_takes_workloads_first_keeps_the_Namespace_and_says_what_stays()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        Assert.True(new NetworkObject(_world.Network).HasFinalizer);
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";
        var first = _world.Decide();
        Assert.Equal("DaemonSet", Assert.IsType<DeleteStep>(Assert.Single(first.AllSteps())).Key.Kind);
        Assert.False(first.Releases);
        _world.Reconcile();
        _world.Pods = [];
        _world.Reconcile();
        Assert.Equal("Namespace", Assert.Single(_world.Cluster).Key.Kind);
        _world.Reconcile();
        Assert.False(new NetworkObject(_world.Network).HasFinalizer);
        Assert.Contains("Namespace net", Assert.Single(_world.Events, e => e.Reason == "Uninstalled").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pods_on_a_dead_node_do_not_hold_an_uninstallation_forever()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        _world.Metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        var waiting = _world.Reconcile();
        Assert.Equal(Live.Time + TimeSpan.FromMinutes(2), waiting.LookAgainAt);
        _world.Now += TimeSpan.FromMinutes(2);
        _world.Reconcile();
        Assert.Equal("Namespace", Assert.Single(_world.Cluster).Key.Kind);
    }
}
