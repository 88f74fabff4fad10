using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>What of the steps of all concerns comes first, and what has to wait.</summary>
public sealed class StepOrderTests
{
    private const string OneContainer =
        """{"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"spec":{"containers":[{"name":"main","image":"a:1"}]}}}}""";

    private readonly World _world = new();

    [Fact]
    public void What_others_added_is_taken_away_in_a_wave_before_the_apply_and_both_together_repair_the_object()
    {
        _world.Objects[2] = World.Object("apps/v1", "DaemonSet", "net", "ds", OneContainer);
        _world.Settle();
        var key = _world.Key("DaemonSet");
        _world
            .Cluster[key]
            .ChangedBy(
                "injector",
                """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"evil\"}":{".":{},"f:name":{},"f:image":{}}}}}}}""",
                l => Containers(l).Add(Live.Json("""{"name":"evil","image":"c:1"}"""))
            );
        var decision = _world.Decide();
        var takeAway = Assert.IsType<TakeAwayStep>(Assert.Single(decision.Waves[0]));
        Assert.Equal((key, key), (takeAway.Key, Assert.IsType<ApplyStep>(Assert.Single(decision.Waves[1])).Key));
        Assert.Equal(2, decision.Waves.Count);
        _world.Reconcile();
        Assert.Equal("main", Assert.Single(Containers(_world.Cluster[key])).Text("name"));
        Assert.Equal(
            "DaemonSet net/ds: spec.template.spec.containers[name=\"evil\"] added by injector; restored",
            Assert.Single(_world.Events).Message
        );
    }

    [Fact]
    public void An_object_from_which_nothing_could_be_taken_away_is_not_applied_in_this_round()
    {
        _world.Objects[2] = World.Object("apps/v1", "DaemonSet", "net", "ds", OneContainer);
        _world.Settle();
        _world
            .Cluster[_world.Key("DaemonSet")]
            .ChangedBy("injector", """{"f:spec":{"f:template":{"f:spec":{"f:nodeSelector":{}}}}}""", l =>
                l["spec"]!["template"]!["spec"]!["nodeSelector"] = Live.Json("""{"no/where":"true"}""")
            );
        var asked = new List<Type>();
        _world.Reconcile(s =>
        {
            asked.Add(s.GetType());
            return s is TakeAwayStep ? _world.Refused(s, 409, "Conflict", "what is to be removed changed meanwhile") : null;
        });
        Assert.Equal([typeof(TakeAwayStep)], asked);
        Assert.Equal(("False", "ApplyFailed"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
    }

    [Fact]
    public void The_finalizer_is_attached_before_anything_is_applied()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        Assert.True(Assert.IsType<FinalizerStep>(Assert.Single(_world.Decide().Waves[0])).Attach);
        Assert.Contains(_world.Decide().Waves[1], s => s is ApplyStep);
    }

    [Fact]
    public void The_finalizer_is_detached_after_everything_else()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        _world.Spec["deletionPolicy"] = "Retain";
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        var waves = _world.Decide().Waves;
        Assert.False(Assert.IsType<FinalizerStep>(Assert.Single(waves[^1])).Attach);
        Assert.Contains(waves.SkipLast(1).SelectMany(w => w), s => s.Key == _world.Key("ConfigMap"));
    }

    [Fact]
    public void Nothing_is_pruned_before_everything_is_applied()
    {
        _world.Settle();
        Leave();
        Assert.Single(_world.Decide().Deletes());
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        Assert.Empty(_world.Decide().Deletes());
        Assert.Single(_world.Decide().Applies());
    }

    [Fact]
    public void Nothing_is_pruned_while_an_apply_fails_that_will_be_tried_again()
    {
        _world.Settle();
        Leave();
        _world.Cluster.Remove(_world.Key("ConfigMap"));
        _world.Reconcile(s => s is ApplyStep ? _world.Refused(s, 500, "InternalError", "no") : null);
        Assert.Empty(_world.Decide().Deletes());
        Assert.Contains(Old, _world.Cluster.Keys);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Nothing_is_pruned_before_the_dataplane_is_available(int ready, int pruned)
    {
        _world.Settle();
        Leave();
        _world.RunPods(ready);
        Assert.Equal(pruned, _world.Decide().Deletes().Count());
    }

    [Fact]
    public void Nothing_is_pruned_while_own_writes_are_not_seen_yet()
    {
        _world.Settle();
        Leave();
        _world.UnseenUntil = _world.Now.AddSeconds(5);
        var decision = _world.Decide();
        Assert.Empty(decision.Deletes());
        Assert.Equal(_world.UnseenUntil, decision.LookAgainAt);
    }

    [Fact]
    public void A_prune_that_failed_is_said_and_waits_for_its_time()
    {
        _world.Settle();
        Leave();
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Reconcile();
        Assert.True(_world.Observe().Network.HasFinalizer);
        Assert.Contains(
            "1 object that is no longer rendered is about to be deleted",
            _world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
        var decision = _world.Reconcile(s => s is DeleteStep ? _world.Refused(s, 403, "Forbidden", "no") : null);
        Assert.Equal(("False", "Forbidden"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.False(decision.HasSteps);
        Assert.Equal(_world.Now.AddSeconds(1), decision.LookAgainAt);
        _world.Now = decision.LookAgainAt!.Value;
        Assert.Equal(Old, Assert.Single(_world.Decide().Deletes()).Key);
    }

    private static ObjectKey Old => new("v1", "ConfigMap", "net", "old");

    private static JsonArray Containers(JsonObject live) => (JsonArray)live["spec"]!["template"]!["spec"]!["containers"]!;

    private void Leave() => _world.Cluster[Old] = Live.AppliedByUs(World.Object("v1", "ConfigMap", "net", Old.Name).Json, "uid-old");
}
