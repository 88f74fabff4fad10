using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rollout;

public sealed class RolloutReaderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    [Fact]
    public void Every_node_with_a_ready_pod_is_a_complete_rollout()
    {
        var view = Read(Workload(ready: 2), [Ready("a"), Ready("b")], [Node("a"), Node("b")]);
        Assert.Equal(("Complete", "2/2", true), (view.Status.Phase, view.Status.Nodes, view.Available));
        Assert.Null(view.LookAgainAt);
    }

    [Fact]
    public void A_controller_that_has_not_seen_the_newest_spec_is_not_complete() =>
        Assert.Equal("Progressing", Read(Workload(ready: 1) with { Observed = false }, [Ready("a")], [Node("a")]).Status.Phase);

    [Fact]
    public void A_crashing_pod_is_named_with_its_last_words()
    {
        var pod = Pod("b") with
        {
            Containers =
            [
                new ContainerView("kube-flannel", "CrashLoopBackOff", "back-off 5m", 1, "Error", "no podCIDR assigned", false, 7),
            ],
        };
        var view = Read(Workload(desired: 2, ready: 1), [Ready("a"), pod], [Node("a"), Node("b")]);
        var problem = Assert.Single(view.Status.Problems);
        Assert.Equal(
            ("b", "CrashLoopBackOff", "kube-flannel exited with code 1: no podCIDR assigned"),
            (problem.Node, problem.Reason, problem.Message)
        );
        Assert.Equal(1, view.Status.FailedNodes);
        Assert.Contains("no podCIDR assigned", view.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "I1124 19:50:01.000001       1 main.go:211] hello\nE1124 19:50:02.000001       1 main.go:377] no podCIDR assigned\nI1124 19:50:02.000002       1 main.go:397] Stopping",
        ": no podCIDR assigned"
    )]
    [InlineData(
        "cp: can't create '/opt/cni/bin/flannel': Read-only file system\n",
        ": cp: can't create '/opt/cni/bin/flannel': Read-only file system"
    )]
    [InlineData(null, ": see kubectl -n n logs ds-b -c kube-flannel --previous")]
    public void Last_words_are_the_last_error_of_the_log_and_without_any_it_is_said_where_to_look(string? message, string words)
    {
        var pod = Pod("b") with
        {
            Containers = [new ContainerView("kube-flannel", "CrashLoopBackOff", "back-off 5m", 1, "Error", message, false, 7)],
        };
        Assert.Equal(
            "kube-flannel exited with code 1" + words,
            Assert.Single(Read(Workload(), [pod], [Node("b")]).Status.Problems).Message
        );
    }

    [Theory]
    [InlineData("ImagePullBackOff")]
    [InlineData("ErrImagePull")]
    [InlineData("CreateContainerConfigError")]
    public void What_the_kubelet_calls_trouble_is_a_problem_at_once(string reason)
    {
        var pod = Pod("a") with
        {
            Phase = "Pending",
            Containers = [new ContainerView("c", reason, "manifest unknown", null, null, null, false, 0)],
        };
        Assert.Equal(
            (reason, "manifest unknown"),
            Assert.Single(Read(Workload(), [pod], [Node("a")]).Status.Problems) is var p ? (p.Reason, p.Message) : default
        );
    }

    [Fact]
    public void A_slow_start_becomes_a_problem_after_two_minutes_and_not_before()
    {
        var pod = Pod("a") with
        {
            Phase = "Pending",
            Containers = [new ContainerView("c", "ContainerCreating", null, null, null, null, false, 0)],
        };
        var early = Read(Workload(), [pod], [Node("a")]);
        Assert.Empty(early.Status.Problems);
        Assert.Equal(Start + TimeSpan.FromMinutes(2), early.LookAgainAt);
        var late = Read(Workload(), [pod], [Node("a")], Start + TimeSpan.FromMinutes(2));
        Assert.Equal("ContainerCreating", Assert.Single(late.Status.Problems).Reason);
    }

    [Fact]
    public void Unschedulable_pods_carry_the_schedulers_words()
    {
        var pod = Pod("a") with { Phase = "Pending", Unschedulable = "0/3 nodes are available: 1 Insufficient cpu" };
        Assert.Equal("Unschedulable", Assert.Single(Read(Workload(), [pod], [Node("a")]).Status.Problems).Reason);
    }

    [Theory]
    [InlineData("0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.", "False", "False", true)]
    [InlineData(
        "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s) {node.kubernetes.io/not-ready: }.",
        "True",
        "False",
        true
    )]
    [InlineData("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s).", "True", "False", true)]
    [InlineData("no node takes it", "False", "False", true)]
    [InlineData("0/2 nodes are available: 2 Insufficient cpu.", "True", "False", false)]
    [InlineData("0/2 nodes are available: 2 Insufficient cpu.", "True", "True", false)]
    [InlineData(
        "0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.",
        "Unknown",
        "Unknown",
        false
    )]
    public void A_pod_that_no_node_takes_before_nodes_are_ready_waits_and_does_not_fail(string scheduler, string a, string b, bool waits)
    {
        var controllers = Pod("") with { Name = "controllers-1", Phase = "Pending", Unschedulable = scheduler };
        var view = Read(
            Workload(desired: 3, ready: 1),
            [Ready("a"), controllers],
            [Node("a") with { Ready = a }, Node("b") with { Ready = b }]
        );

        Assert.Equal(waits ? [] : ["Unschedulable"], view.Status.Problems.Select(p => p.Reason));
        Assert.Equal(waits ? "Progressing" : "PodsFailing", view.Reason);
        Assert.Contains(
            waits ? "1 pod waits for a node" : $"Unschedulable: pod controllers-1: {scheduler}",
            view.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_else_is_to_run_is_told_where_the_pods_on_nodes_are_complete()
    {
        var controllers = Workload(1, 0) with { Key = new("apps/v1", "Deployment", "n", "controllers"), Uid = "other" };
        var view = RolloutReader.Read([Workload(), controllers], [Ready("a")], [Node("a")], Deadline, Start);
        Assert.Equal(("Progressing", false), (view.Status.Phase, view.Available == true));
        Assert.EndsWith("; of Deployment n/controllers 0 of 1 pods are available and up to date", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_nodes_a_Deployments_pods_wait_for_one()
    {
        var pod = Pod("") with { Phase = "Pending", Unschedulable = "no nodes available to schedule pods" };
        var view = Read(Workload(desired: 1), [pod], []);
        Assert.Equal(("NoNodes", 0), (view.Reason, view.Status.Problems.Count));
    }

    [Fact]
    public void A_standstill_beyond_the_deadline_is_stalled_and_progress_puts_it_off()
    {
        var nodes = new[] { Node("a"), Node("b") };
        Assert.Equal(
            "Progressing",
            Read(Workload(2, 1), [Ready("a"), Pod("b")], nodes, Start + Deadline - TimeSpan.FromSeconds(1)).Status.Phase
        );
        Assert.Equal("Stalled", Read(Workload(2, 1), [Ready("a"), Pod("b")], nodes, Start + Deadline).Status.Phase);
        var later = Ready("a") with { ReadyChangedAt = Start + TimeSpan.FromMinutes(5) };
        Assert.Equal("Progressing", Read(Workload(2, 1), [later, Pod("b")], nodes, Start + Deadline).Status.Phase);
    }

    [Fact]
    public void A_cordoned_node_and_one_whose_kubelet_is_silent_do_not_count()
    {
        var nodes = new[] { Node("a"), Node("b") with { Unschedulable = true }, Node("c") with { Ready = "Unknown" } };
        var view = Read(Workload(3, 1), [Ready("a"), Pod("b"), Pod("c")], nodes);
        Assert.Equal("Complete", view.Status.Phase);
        Assert.Contains("cordoned", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_kubelet_reports_it_is_unknown_whether_the_dataplane_runs()
    {
        NodeView[] silent = [Node("a") with { Ready = "Unknown" }, Node("b") with { Ready = "Unknown" }];
        foreach (
            var view in new[] { Read(Workload(2, 0), [Pod("a"), Pod("b")], silent), Read(Workload(2, 2), [Ready("a"), Ready("b")], silent) }
        )
            Assert.Equal((null, "NodesSilent"), (view.Available, view.Reason));
    }

    [Fact]
    public void A_cluster_without_nodes_proves_nothing()
    {
        var view = Read(Workload(0, 0), [], []);
        Assert.Equal((null, "NoNodes", "Pending"), (view.Available, view.Reason, view.Status.Phase));
    }

    [Fact]
    public void A_node_that_is_not_ready_for_want_of_a_network_counts() =>
        Assert.False(Read(Workload(2, 1), [Ready("a"), Pod("b")], [Node("a"), Node("b") with { Ready = "False" }]).Available);

    [Fact]
    public void A_node_that_the_DaemonSet_leaves_out_is_a_problem()
    {
        var view = Read(Workload(1, 1), [Ready("a")], [Node("a"), Node("b")]);
        Assert.Equal(("b", "NoPod"), Assert.Single(view.Status.Problems) is var p ? (p.Node, p.Reason) : default);
        Assert.False(view.Available);
    }

    [Fact]
    public void A_node_whose_pod_is_yet_to_be_made_is_not_a_problem()
    {
        var unseen = Read(Workload(0) with { Observed = false, Desired = 0 }, [], [Node("a"), Node("b")]);
        Assert.Equal(("Progressing", "DaemonSet n/ds changed, its controller has not reported on it yet"), (unseen.Reason, unseen.Message));
        Assert.Empty(unseen.Status.Problems);
        Assert.Empty(Read(Workload(2), [Pod("a")], [Node("a"), Node("b")]).Status.Problems);
    }

    [Fact]
    public void A_DaemonSet_pods_node_is_known_before_it_is_scheduled()
    {
        var pod = Live.Json(
            """
            {"metadata":{"name":"p","namespace":"n"},"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
              {"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["worker-7"]}]}]}}}}}
            """
        );
        Assert.Equal("worker-7", PodView.Of(pod).Node);
    }

    private static RolloutView Read(WorkloadView workload, PodView[] pods, NodeView[] nodes, DateTimeOffset? now = null) =>
        RolloutReader.Read([workload], pods, nodes, Deadline, now ?? Start);

    private static WorkloadView Workload(int desired = 1, int ready = 0) =>
        new(
            new ObjectKey("apps/v1", "DaemonSet", "n", "ds"),
            "u",
            true,
            true,
            Math.Max(desired, ready),
            Math.Max(desired, ready),
            ready,
            ready,
            Start,
            new Dictionary<string, string>()
        );

    private static NodeView Node(string name) => new(name, false, "True", true, Start);

    private static PodView Pod(string node) =>
        new()
        {
            Namespace = "n",
            Name = "ds-" + node,
            OwnerUid = "u",
            Node = node,
            Phase = "Running",
            CreatedAt = Start,
            ReadyChangedAt = Start,
        };

    private static PodView Ready(string node) => Pod(node) with { Ready = true };
}
