using CniOperator.Core.Concerns.Connectivity;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Rollout;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Connectivity;

public sealed class What_agents_prove_is_what_is_said
{
    private static readonly string[] Types = ["PodToPod", "KubeletToPod", "Service", "DNS", "MTU", "Coverage"];

    private readonly World _world = Watched.World();

    [Fact]
    public void Agents_are_applied_like_the_rest_and_Ready_waits_for_their_word()
    {
        Assert.All(AgentNames.DaemonSets, k => Assert.True(_world.Cluster.ContainsKey(k), k.ToString()));
        Assert.True(_world.Cluster.ContainsKey(AgentNames.Keys));
        Assert.All(Types, t => Assert.Equal(("Unknown", "Starting"), (_world.Condition(t), _world.Text(t, "reason"))));
        Assert.Equal(("Unknown", "Starting"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Equal("True", _world.Condition("DataplaneAvailable"));
    }

    [Fact]
    public void What_is_proven_makes_it_Ready()
    {
        _world.Proves();
        _world.Reconcile();
        Assert.All(Types.Append("Ready"), t => Assert.Equal("True", _world.Condition(t)));
        Assert.Contains("PodToPod works", _world.Text("Ready", "message"), StringComparison.Ordinal);
        Assert.Equal("3/3", _world.Network.Text("status", "connectivity", "summary"));
        var clause = Assert.Single(_world.Network["status"].Items("networkModel"), r => r.Text("requirement") == "NoTranslation");
        Assert.Equal(("Pass", "6 edges"), (clause.Text("status"), clause.Text("message")));
    }

    [Theory]
    [InlineData(HealthArea.PodToPod)]
    [InlineData(HealthArea.KubeletToPod)]
    [InlineData(HealthArea.Coverage)]
    public void What_Ready_waits_for_and_fails_stalls_it_when_that_lasts(HealthArea area)
    {
        _world.Proves();
        _world.Reconcile();
        _world.Proves(new AreaResult(area, Proof.Fail, "OverlayBlocked", "node-2: blocked"));
        var decision = _world.Reconcile();
        Assert.Equal(("False", "OverlayBlocked"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
        Assert.Equal((null, "True"), (_world.Condition("Stalled"), _world.Condition("Reconciling")));
        Assert.Equal(_world.Now + ConnectivityConcern.Lasting, decision.LookAgainAt);
        _world.Now += ConnectivityConcern.Lasting;
        _world.Reconcile();
        Assert.Equal(("True", null), (_world.Condition("Stalled"), _world.Condition("Reconciling")));
    }

    [Theory]
    [InlineData(HealthArea.Service)]
    [InlineData(HealthArea.Dns)]
    [InlineData(HealthArea.Mtu)]
    public void What_Ready_does_not_wait_for_fails_alone(HealthArea area)
    {
        _world.Proves(new AreaResult(area, Proof.Fail, "Broken", "it is"));
        _world.Reconcile();
        Assert.Equal(("False", "True"), (_world.Condition(Types[(int)area]), _world.Condition("Ready")));
    }

    [Fact]
    public void A_cluster_without_DNS_does_not_fail()
    {
        _world.Proves(new AreaResult(HealthArea.Dns, Proof.NotApplicable, "NoClusterDns", "the cluster has no DNS"));
        _world.Reconcile();
        Assert.Equal(("True", "NoClusterDns"), (_world.Condition("DNS"), _world.Text("DNS", "reason")));
    }

    [Fact]
    public void Sizes_that_are_not_probed_are_not_proven()
    {
        _world.Proves(new AreaResult(HealthArea.Mtu, Proof.NotApplicable, "NoMtu", "the MTU is not known"));
        _world.Reconcile();
        Assert.Equal(("Unknown", "True"), (_world.Condition("MTU"), _world.Condition("Ready")));
    }

    [Fact]
    public void A_verdict_is_told_once_when_it_comes_and_once_when_it_goes()
    {
        _world.Proves([Watched.Verdict(_world, FaultClass.MtuBlackHole)]);
        _world.Reconcile();
        _world.Reconcile();
        var lost = Assert.Single(_world.Events, e => e.Reason == "ConnectivityLost");
        Assert.True(lost.Warning);
        Assert.Contains("node-2", lost.Message, StringComparison.Ordinal);
        Assert.Contains("in 2/2, out 2/2 fail", lost.Message, StringComparison.Ordinal);
        Assert.Equal("2/3 MtuBlackHole node-2", _world.Network.Text("status", "connectivity", "summary"));
        _world.Proves();
        _world.Reconcile();
        Assert.Equal("node-2: MtuBlackHole is over", Assert.Single(_world.Events, e => e.Reason == "ConnectivityRestored").Message);
    }

    [Fact]
    public void What_raises_no_alarm_is_shown_and_not_told()
    {
        _world.Proves([Watched.Verdict(_world, FaultClass.NodeDown, alarm: false)]);
        _world.Reconcile();
        var shown = Assert.Single(_world.Network["status"].Items("connectivity", "verdicts"));
        Assert.True(shown.Flag("excused"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "ConnectivityLost");
    }

    [Fact]
    public void A_verdict_of_before_a_restart_keeps_its_time()
    {
        var begun = _world.Now;
        _world.Proves([Watched.Verdict(_world, FaultClass.MtuBlackHole)]);
        _world.Reconcile();
        _world.Now += TimeSpan.FromMinutes(10);
        _world.Connectivity = null;
        _world.Proves([Watched.Verdict(_world, FaultClass.MtuBlackHole)]);
        _world.Reconcile();
        Assert.Equal(begun, Assert.Single(_world.Network["status"].Items("connectivity", "verdicts")).Time("since"));
    }

    [Fact]
    public void What_was_proven_is_believed_for_a_while_after_a_restart_and_then_no_longer()
    {
        _world.Proves();
        _world.Reconcile();
        _world.Now += TimeSpan.FromHours(1);
        _world.Connectivity = null;
        Assert.Null(_world.Reconcile().Status);

        AreaResult[] silent = [.. Enum.GetValues<HealthArea>().Select(a => new AreaResult(a, Proof.Unknown, "NoReports", "silence"))];
        _world.Proves(silent);
        var decision = _world.Reconcile();
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Equal(_world.Now + ConnectivityConcern.Patience, decision.LookAgainAt);
        _world.Now += ConnectivityConcern.Patience;
        _world.Reconcile();
        Assert.Equal(("Unknown", "NoReports"), (_world.Condition("Ready"), _world.Text("Ready", "reason")));
    }

    [Fact]
    public void A_fault_is_said_at_once_after_a_restart()
    {
        _world.Proves();
        _world.Reconcile();
        _world.Connectivity = null;
        _world.Proves(new AreaResult(HealthArea.PodToPod, Proof.Fail, "NetworkSplit", "two halves"));
        _world.Reconcile();
        Assert.Equal("False", _world.Condition("Ready"));
    }

    [Fact]
    public void Switched_off_they_go_and_Ready_says_that_nothing_is_observed()
    {
        _world.Proves();
        _world.Reconcile();
        _world.Spec["health"] = Live.Json("""{"enabled":false}""");
        _world.Settle();
        Assert.All(AgentNames.DaemonSets, k => Assert.False(_world.Cluster.ContainsKey(k), k.ToString()));
        Assert.False(_world.Cluster.ContainsKey(AgentNames.Keys));
        Assert.All(Types, t => Assert.Equal(("Unknown", "HealthDisabled"), (_world.Condition(t), _world.Text(t, "reason"))));
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Contains("not observed: spec.health.enabled is false", _world.Text("Ready", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_that_takes_no_reports_says_so_and_leaves_the_agents_of_another()
    {
        _world.Agents = null;
        _world.Reconcile();
        Assert.All(AgentNames.DaemonSets, k => Assert.True(_world.Cluster.ContainsKey(k), k.ToString()));
        Assert.All(Types, t => Assert.Equal(("Unknown", "NotObserved"), (_world.Condition(t), _world.Text(t, "reason"))));
        Assert.Equal("True", _world.Condition("Ready"));
        Assert.Equal("not observed", _world.Network.Text("status", "connectivity", "summary"));
    }

    [Fact]
    public void While_it_is_not_known_whether_there_is_a_key_none_is_written()
    {
        var secret = _world.Cluster[AgentNames.Keys].ToJsonString();
        _world.Keys = null;
        Assert.False(_world.Decide().HasSteps);
        _world.Reconcile();
        Assert.Equal(secret, _world.Cluster[AgentNames.Keys].ToJsonString());
    }

    [Fact]
    public void A_deleted_agent_is_restored()
    {
        _world.Cluster.Remove(AgentNames.DaemonSets[0]);
        _world.Reconcile();
        Assert.True(_world.Cluster.ContainsKey(AgentNames.DaemonSets[0]));
    }

    [Fact]
    public void A_nodes_condition_is_written_when_a_verdict_comes_and_when_it_goes_and_never_else()
    {
        _world.Proves();
        _world.Reconcile();
        Assert.All(_world.Nodes, n => Assert.Null(NodeView.Of(n).NetworkHealthy));

        _world.Proves([Watched.Verdict(_world, FaultClass.MtuBlackHole)]);
        _world.Reconcile();
        Assert.Equal([null, "False", null], _world.Nodes.Select(n => NodeView.Of(n).NetworkHealthy));
        Assert.False(_world.Decide().HasSteps);

        _world.Proves();
        _world.Reconcile();
        Assert.Equal([null, "True", null], _world.Nodes.Select(n => NodeView.Of(n).NetworkHealthy));

        _world.Spec["health"] = Live.Json("""{"enabled":false}""");
        _world.Settle();
        Assert.All(_world.Nodes, n => Assert.Null(NodeView.Of(n).NetworkHealthy));
    }
}
