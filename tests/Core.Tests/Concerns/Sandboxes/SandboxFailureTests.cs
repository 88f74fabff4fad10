using System.Text.Json.Nodes;
using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Sandboxes;

public sealed class SandboxFailureTests
{
    private const string Unauthorized = "plugin type=\"test-cni\" failed (add): error getting ClusterInformation: Unauthorized";

    private readonly World _world = new();

    public SandboxFailureTests()
    {
        _world.Addon.Descriptor["cni"]!["ownPlugins"] = new JsonArray("test-cni");
        _world.Addon.Descriptor["remedies"] = new JsonArray(Live.Json("""{"says":"Unauthorized","fix":"Restart the daemon there"}"""));
        _world.Settle();
        _world.Now += TimeSpan.FromHours(1);
    }

    [Fact]
    public void Pods_that_get_no_network_again_and_again_count_against_Ready_with_node_words_and_fix()
    {
        var status = Decide(Failure(attempts: 3, seconds: 26));

        Assert.Equal("PodsWithoutNetwork", Ready(status).Text("reason"));
        var message = Ready(status).Text("message");
        Assert.Contains("on node-2", message, StringComparison.Ordinal);
        Assert.Contains("default/web", message, StringComparison.Ordinal);
        Assert.Contains("Unauthorized", message, StringComparison.Ordinal);
        Assert.Contains("Restart the daemon there", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed to create pod sandbox", message, StringComparison.Ordinal);
        var problem = Assert.Single(status.Items("rollout", "problems"));
        Assert.Equal(
            ("node-2", "default/web", "FailedCreatePodSandBox"),
            (problem.Text("node"), problem.Text("pod"), problem.Text("reason"))
        );
    }

    [Fact]
    public void Attempts_whose_words_differ_each_time_are_Events_of_their_own_and_count_together() =>
        Assert.Equal(
            "PodsWithoutNetwork",
            Ready(Decide([.. Enumerable.Range(0, 3).Select(i => Failure(attempts: 1, seconds: 0, ago: 12 * i))])).Text("reason")
        );

    [Theory]
    [InlineData("plugin type=\"portmap\" failed (add): failed to find plugin \"portmap\" in path [/opt/cni/bin]", true)]
    [InlineData("plugin type=\"multus\" name=\"m\" failed (add): [default/web/1:net]: plugin type=\"test-cni\" failed (add): no", true)]
    [InlineData("plugin type=\"multus\" name=\"m\" failed (add): [default/web/1:lan]: plugin type=\"portmap\" failed (add): no", false)]
    public void A_plugin_that_the_network_needs_and_one_that_another_calls_are_told_apart(string words, bool counts)
    {
        _world.Addon.Descriptor["cni"]!["neededPlugins"] = new JsonArray("portmap");
        Assert.Equal(counts, Decide(Failure(attempts: 5, seconds: 60, words: words)).Items("rollout", "problems").Any());
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", true)]
    [InlineData("2026-01-01T00:00:01Z", false)]
    public void Another_networks_plugin_counts_where_its_file_was_there_before(string readySince, bool counts)
    {
        var node = (JsonObject)_world.Nodes[1].DeepClone();
        node["status"]!["conditions"] = new JsonArray(
            Live.Json($$$"""{"type":"Ready","status":"True","lastTransitionTime":"{{{readySince}}}"}""")
        );
        _world.Nodes[1] = node;
        _world.Reconcile();
        var status = Decide(Failure(attempts: 5, seconds: 60, words: "plugin type=\"other-cni\" failed (add): Unauthorized"));

        Assert.Equal(counts ? "PodsWithoutNetwork" : "Ready", Ready(status).Text("reason"));
        Assert.Equal(counts, Ready(status).Text("message")!.Contains("another network's CNI file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, 13, 0, "node-2", Unauthorized)]
    [InlineData(5, 60, 120, "node-2", Unauthorized)]
    [InlineData(5, 60, 0, "node-9", Unauthorized)]
    [InlineData(5, 60, 0, "node-2", "plugin type=\"other-cni\" failed (add): no")]
    [InlineData(5, 60, 0, "node-2", "failed to pull image \"pause\"")]
    public void What_is_rare_old_or_not_of_this_network_does_not(int attempts, int seconds, int ago, string node, string words) =>
        Assert.Empty(Decide(Failure(attempts, seconds, ago, node, words)).Items("rollout", "problems"));

    [Fact]
    public void What_clients_write_only_once_in_five_minutes_counts_for_that_long()
    {
        Assert.Equal("PodsWithoutNetwork", Ready(Decide(Failure(attempts: 40, seconds: 900, ago: 299))).Text("reason"));
        Assert.Empty(Decide(Failure(attempts: 40, seconds: 900, ago: 331)).Items("rollout", "problems"));
    }

    [Fact]
    public void It_is_looked_at_again_when_it_would_be_old()
    {
        var facts = Facts(Failure(attempts: 3, seconds: 24));
        Assert.Equal(_world.Now + TimeSpan.FromSeconds(48), _world.Decide(facts).LookAgainAt);
    }

    [Fact]
    public void Events_are_read_as_both_generations_of_clients_write_them()
    {
        var old = SandboxFailure.Of(
            Live.Json(
                """
                {"involvedObject":{"namespace":"default","name":"web"},"source":{"host":"node-1"},"message":"m","count":3,
                 "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:01:00Z"}
                """
            )
        );
        var fresh = SandboxFailure.Of(
            Live.Json(
                """
                {"involvedObject":{"namespace":"default","name":"web"},"reportingInstance":"node-1","message":"m",
                 "eventTime":"2026-01-01T00:00:00.000000Z","series":{"count":3,"lastObservedTime":"2026-01-01T00:01:00.000000Z"}}
                """
            )
        );
        Assert.Equal(old, fresh);
        Assert.Equal(TimeSpan.FromMinutes(1), old.Last - old.First);
    }

    private JsonObject Decide(params IReadOnlyList<SandboxFailure> failures) =>
        _world.Decide(Facts(failures)).Status ?? (JsonObject)_world.Network["status"]!;

    private Facts Facts(params IReadOnlyList<SandboxFailure> failures) => _world.Observe() with { SandboxFailures = failures };

    private static JsonNode? Ready(JsonObject status) => ConditionReader.Find(status, "Ready");

    private SandboxFailure Failure(int attempts, int seconds, int ago = 0, string node = "node-2", string words = Unauthorized) =>
        new(
            "default",
            "web",
            node,
            $"Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"{ago}\": {words}",
            attempts,
            _world.Now - TimeSpan.FromSeconds(ago + seconds),
            _world.Now - TimeSpan.FromSeconds(ago)
        );
}
