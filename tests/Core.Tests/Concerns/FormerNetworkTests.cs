using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns;

/// <summary>What the network before this one left: its CNI file on nodes, and the pods that it started.</summary>
public sealed class FormerNetworkTests
{
    private const string FileRule = "coexistence/leftover-cni-file";
    private const string PodRule = "coexistence/former-pods";

    private static readonly PodLook Look = new(Live.Time, [Network("10.244.0.0/16"), Network("fd00:10:244::/56")]);

    private readonly World _world = new();

    [Fact]
    public void Nodes_that_are_Ready_before_the_network_was_applied_are_named_with_the_files_that_win()
    {
        MakeReady(0, "2025-12-31T23:59:59Z");
        MakeReady(2, "2025-12-31T23:59:59Z");
        _world.Reconcile();
        var finding = Assert.Single(Findings(FileRule));
        Assert.Equal(("Warning", "Nodes"), (finding.Text("severity"), finding.Text("subject")));
        Assert.StartsWith("node-1, node-3 were Ready before this network ran there", finding.Text("message"), StringComparison.Ordinal);
        Assert.NotEmpty(_world.Cluster);
    }

    [Fact]
    public void That_stays_known_while_it_runs_until_such_a_node_was_NotReady_once()
    {
        MakeReady(1, "2025-12-31T23:59:59Z");
        _world.Settle();
        Assert.Equal("Node node-2", Assert.Single(Findings(FileRule)).Text("subject"));
        Assert.Equal("True", _world.Condition("Ready"));
        MakeReady(1, "2026-01-01T00:00:01Z");
        _world.Reconcile();
        Assert.Empty(Findings(FileRule));
    }

    [Fact]
    public void A_node_that_becomes_Ready_through_this_network_is_not_one()
    {
        _world.Settle();
        MakeReady(0, "2026-01-01T00:00:00Z");
        _world.Reconcile();
        Assert.Empty(Findings(FileRule));
    }

    [Fact]
    public void Pods_are_to_be_looked_at_once_before_a_network_is_Ready_for_the_first_time()
    {
        Assert.Null(_world.Reconcile().PodLook);
        _world.RunPods(3);
        var look = _world.Decide().PodLook!;
        Assert.Equal(["10.244.0.0/16"], look.Networks.Select(n => n.ToString()));
        _world.Census = PodCensus.Begun;
        Assert.Null(_world.Reconcile().PodLook);
        Assert.Equal("True", _world.Condition("Ready"));
        _world.Census = null;
        Assert.Null(_world.Decide().PodLook);
    }

    [Fact]
    public void While_pods_of_the_network_before_run_it_is_not_Ready_and_says_how_many_and_what_to_do()
    {
        _world.Reconcile();
        _world.RunPods(3);
        _world.Census = new PodCensus
        {
            Pods = 9,
            Outside = 2,
            Older = 3,
            Named = ["a/x", "a/y", "b/z"],
            TakenAt = _world.Now,
        };
        var decision = _world.Reconcile();
        Assert.Equal(("False", "FormerPods"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Contains("5 pods were started by another network", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Contains("(a/x, a/y, b/z and 2 more)", _world.Text("SoleDataplane", "message"), StringComparison.Ordinal);
        Assert.Contains("kubectl rollout restart", Assert.Single(Findings(PodRule)).Text("fix"), StringComparison.Ordinal);
        Assert.Equal(_world.Now + TimeSpan.FromMinutes(1), decision.LookAgainAt);
        Assert.Null(decision.PodLook);
        Assert.Single(_world.Events, e => e is { Warning: true, Reason: "FormerPods" });

        _world.Now += TimeSpan.FromMinutes(1);
        Assert.NotNull(_world.Reconcile().PodLook);
        Assert.Single(_world.Events, e => e.Reason == "FormerPods");
        _world.Census = new PodCensus { Pods = 9, TakenAt = _world.Now };
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void The_file_of_the_network_before_goes_before_its_pods_are_restarted()
    {
        MakeReady(0, "2025-12-31T23:59:59Z");
        _world.Settle();
        _world.Census = new PodCensus
        {
            Pods = 9,
            Older = 1,
            Named = ["a/x"],
            TakenAt = _world.Now,
        };
        _world.Reconcile();
        Assert.StartsWith(
            "First take the other network's CNI file out",
            Assert.Single(Findings(PodRule)).Text("fix"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void It_is_Ready_when_that_is_acknowledged()
    {
        _world.Spec["acknowledge"] = new JsonArray(PodRule);
        _world.Reconcile();
        _world.RunPods(3);
        _world.Census = new PodCensus
        {
            Pods = 9,
            Outside = 9,
            TakenAt = _world.Now,
        };
        Assert.Null(_world.Reconcile().PodLook);
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.True(Assert.Single(Findings(PodRule)).Flag("acknowledged"));
    }

    [Fact]
    public void A_count_that_is_not_complete_goes_on_at_once_and_is_not_Ready_before()
    {
        _world.Reconcile();
        _world.RunPods(3);
        _world.Census = new PodCensus
        {
            Pods = 1000,
            Next = "more",
            TakenAt = _world.Now,
        };
        var decision = _world.Reconcile();
        Assert.NotNull(decision.PodLook);
        Assert.InRange(decision.LookAgainAt!.Value - _world.Now, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal(("Unknown", "Observing"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
    }

    [Theory]
    [InlineData("10.244.1.5", "2026-01-01T00:00:01Z", FormerPod.No)]
    [InlineData("10.244.1.5", "2026-01-01T00:00:00Z", FormerPod.No)]
    [InlineData("10.244.1.5", "2025-12-31T23:59:59Z", FormerPod.Older)]
    [InlineData("192.168.7.5", "2026-01-01T00:00:01Z", FormerPod.Outside)]
    [InlineData("192.168.7.5", "2025-12-31T23:59:59Z", FormerPod.Outside)]
    [InlineData("fd00:10:244:1::5", "2026-01-01T00:00:01Z", FormerPod.No)]
    public void A_pod_belongs_to_the_network_before_by_its_address_or_by_the_time_of_its_sandbox(string ip, string at, FormerPod expected)
    {
        var pod = Live.Json(
            $$$"""
            {"metadata":{"name":"p","namespace":"n"},"spec":{},
             "status":{"phase":"Running","podIP":"{{{ip}}}","podIPs":[{"ip":"{{{ip}}}"}],
              "conditions":[{"type":"PodReadyToStartContainers","status":"True","lastTransitionTime":"{{{at}}}"}]}}
            """
        );
        Assert.Equal(expected, FormerPods.Of(pod, Look));

        // A kubelet that does not say when the network was set up says when containers started.
        pod["status"]!["conditions"] = new JsonArray();
        pod["status"]!["containerStatuses"] = new JsonArray(Live.Json($$$"""{"state":{"running":{"startedAt":"{{{at}}}"} } }"""));
        Assert.Equal(expected, FormerPods.Of(pod, Look));

        pod["spec"]!["hostNetwork"] = true;
        Assert.Equal(FormerPod.No, FormerPods.Of(pod, Look));
        pod["spec"]!["hostNetwork"] = false;
        pod["status"]!["phase"] = "Succeeded";
        Assert.Equal(FormerPod.No, FormerPods.Of(pod, Look));
    }

    private static IpNetwork Network(string text)
    {
        Assert.True(CidrText.TryRead(text, out var network));
        return network;
    }

    private void MakeReady(int index, string since)
    {
        var node = (JsonObject)_world.Nodes[index].DeepClone();
        node["status"]!["conditions"] = new JsonArray(
            Live.Json($$$"""{"type":"Ready","status":"True","lastTransitionTime":"{{{since}}}"}""")
        );
        _world.Nodes[index] = node;
    }

    private List<JsonObject> Findings(string rule) =>
        [.. ((JsonObject)_world.Network["status"]!).Items("addressPlan", "findings").Where(f => f.Text("rule") == rule)];
}
