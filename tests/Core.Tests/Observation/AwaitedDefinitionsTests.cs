using System.Text.Json.Nodes;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Observation;

public sealed class AwaitedDefinitionsTests
{
    private static readonly Manifest Definition = World.Object(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        null,
        "pools.test.example",
        """
        {"spec":{"group":"test.example","scope":"Cluster","names":{"kind":"Pool","plural":"pools"},"versions":[{"name":"v1","served":true}]}}
        """
    );

    private static readonly Manifest Pool = World.Object("test.example/v1", "Pool", null, "default");

    private readonly World _world = new();

    public AwaitedDefinitionsTests()
    {
        _world.Objects.Insert(0, Definition);
        _world.Objects.Insert(1, Pool);
    }

    [Fact]
    public void Objects_of_a_kind_and_workloads_wait_until_its_definition_is_established_and_are_not_a_failure()
    {
        _world.Reconcile();
        Assert.Equal(["ConfigMap", "CustomResourceDefinition", "Namespace"], Applied());
        Assert.Equal(("False", "DefinitionNotServed"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Contains(
            "2 objects wait until the API server serves pools.test.example",
            _world.Text("Applied", "message"),
            StringComparison.Ordinal
        );
        Assert.Equal("True", _world.Condition("Reconciling"));
        Assert.Null(_world.Condition("Stalled"));

        var waiting = _world.Reconcile();
        Assert.False(waiting.HasSteps);
        Assert.Null(waiting.Status);
        Assert.Null(waiting.LookAgainAt);

        Say("Established", "True");
        _world.Reconcile();
        Assert.Equal(["ConfigMap", "CustomResourceDefinition", "DaemonSet", "Namespace", "Pool"], Applied());
        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Fact]
    public void A_definition_whose_names_another_one_has_is_said_to_need_a_person()
    {
        _world.Reconcile();
        Say("NamesAccepted", "False", "\"pools\" is already in use");
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Stalled"));
        Assert.Contains("\"pools\" is already in use", _world.Text("Stalled", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_that_may_not_be_watched_is_not_waited_for()
    {
        _world.Gaps.Add(new WatchGap("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "Forbidden", "no"));
        _world.Reconcile();
        Assert.Contains("Pool", Applied());
        Assert.Contains("DaemonSet", Applied());
    }

    [Fact]
    public void What_the_server_serves_already_waits_for_nothing()
    {
        _world.Cluster[Definition.Key] = Live.AppliedByUs(Definition.Json);
        Say("Established", "True");
        var waves = _world.Decide().Waves;
        Assert.Equal(["Namespace", "ConfigMap"], waves.SelectMany(w => w).Select(a => a.Key.Kind).Except(["Pool", "DaemonSet"]).Distinct());
        Assert.Equal(["Pool", "DaemonSet"], waves[^1].Select(a => a.Key.Kind));
    }

    private IEnumerable<string> Applied() => _world.Cluster.Keys.Select(k => k.Kind).Order(StringComparer.Ordinal);

    private void Say(string type, string status, string message = "") =>
        _world.Cluster[Definition.Key]["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = type,
                    ["status"] = status,
                    ["reason"] = "R",
                    ["message"] = message,
                }
            ),
        };
}
