using System.Text.Json.Nodes;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rollout;

/// <summary>Which pods the operator deletes itself, so that their controllers make them again.</summary>
public sealed class RestartTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ObjectKey Account = new("v1", "ServiceAccount", "n", "flannel");
    private static readonly string[] Nodes = ["a", "b", "c", "d"];

    [Fact]
    public void Pods_older_than_their_account_are_restarted_one_at_a_time_and_nothing_is_available_until_then()
    {
        var view = Read(Workload(), [.. Nodes.Select(Pod)], recreated: Start + TimeSpan.FromMinutes(1));
        Assert.Equal(("a", false, "PodsOutdated"), (Assert.Single(view.Restarts).Pod.Node, view.Available, view.Reason));
        Assert.Equal((0, 4), (view.Status.Updated, view.Status.FailedNodes));
        Assert.All(view.Status.Problems, p => Assert.Equal("AccountReplaced", p.Reason));
        Assert.Contains("ServiceAccount n/flannel was recreated", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_one_waits_until_the_one_before_is_ready()
    {
        PodView[] pods = [Pod("a") with { CreatedAt = Later(2), Ready = false }, Pod("b"), Pod("c"), Pod("d")];
        Assert.Empty(Read(Workload() with { Ready = 3, Available = 3 }, pods, Later(1)).Restarts);
        pods[0] = pods[0] with { Ready = true };
        Assert.Equal("b", Assert.Single(Read(Workload(), pods, Later(1)).Restarts).Pod.Node);
    }

    [Fact]
    public void A_pod_that_is_on_its_way_out_or_yet_to_be_made_counts()
    {
        Assert.Empty(
            Read(Workload(), [Pod("a") with { DeletedAt = Later(2), Ready = false }, .. Nodes[1..].Select(Pod)], Later(1)).Restarts
        );
        Assert.Empty(Read(Workload(), [.. Nodes[1..].Select(Pod)], Later(1)).Restarts);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("50%", 2)]
    [InlineData("10%", 1)]
    [InlineData("100%", 4)]
    [InlineData("0", 1)]
    public void As_many_at_once_as_the_workload_lets_be_unavailable(string maxUnavailable, int restarts) =>
        Assert.Equal(restarts, Read(Workload() with { MaxUnavailable = maxUnavailable }, [.. Nodes.Select(Pod)], Later(1)).Restarts.Count);

    [Fact]
    public void A_pod_that_is_not_ready_goes_first()
    {
        var pods = Nodes.Select(n => Pod(n) with { Ready = n != "c" }).ToArray();
        Assert.Equal("c", Assert.Single(Read(Workload() with { Ready = 3, Available = 3 }, pods, Later(1)).Restarts).Pod.Node);
    }

    [Fact]
    public void Pods_that_came_after_the_account_pods_without_a_token_and_accounts_that_cannot_be_seen_are_left_alone()
    {
        PodView[] pods = [.. Nodes.Select(Pod)];
        Assert.Empty(Read(Workload(), pods, Start).Restarts);
        Assert.Empty(Read(Workload() with { Accounts = [] }, pods, Later(1)).Restarts);
        Assert.Empty(Read(Workload(), pods, recreated: null).Restarts);
    }

    [Fact]
    public void A_token_that_the_kubelet_must_have_renewed_by_now_is_none_of_an_account_that_is_gone() =>
        Assert.Empty(Read(Workload(), [.. Nodes.Select(Pod)], Later(1), now: Later(1) + TimeSpan.FromHours(25)).Restarts);

    [Fact]
    public void Within_one_second_what_the_process_saw_decides()
    {
        PodView[] pods = [.. Nodes.Select(Pod)];
        var history = AccountHistory.Empty.Seen([(Account, "old")], pods[..2]).Seen([(Account, "new")], pods[..2]);
        Assert.Equal(2, Read(Workload(), pods, Start, history: history).Status.Problems.Count);
        Assert.Same(history, history.Seen([(Account, "new")], pods));
    }

    [Fact]
    public void While_its_controller_replaces_pods_or_leaves_that_to_people_the_operator_does_nothing()
    {
        PodView[] pods = [.. Nodes.Select(Pod)];
        Assert.Empty(Read(Workload() with { Updated = 2 }, pods, Later(1)).Restarts);
        Assert.Empty(Read(Workload() with { Observed = false }, pods, Later(1)).Restarts);
        Assert.Empty(Read(Workload() with { Rolls = false }, pods, Later(1)).Restarts);
    }

    [Fact]
    public void The_automatic_token_is_what_binds_a_pod()
    {
        Assert.Equal(Account, WorkloadView.AccountOf(Manifest("""{"serviceAccountName":"flannel"}""")));
        Assert.Equal("default", WorkloadView.AccountOf(Manifest("{}"))!.Name);
        Assert.Null(WorkloadView.AccountOf(Manifest("""{"serviceAccountName":"flannel","automountServiceAccountToken":false}""")));
    }

    [Fact]
    public void A_node_that_does_not_report_holds_its_controller_and_not_the_operator()
    {
        PodView[] pods = [Old("a"), Old("b"), Old("c"), Old("d") with { Ready = false }];
        var view = Read(Workload() with { Updated = 0, Ready = 3, Available = 3 }, pods, silent: "d");
        Assert.Equal("a", Assert.Single(view.Restarts).Pod.Node);
        Assert.Equal(("d", "NodeUnreachable"), Assert.Single(view.Status.Problems) is var p ? (p.Node, p.Reason) : default);
        Assert.Contains("kubectl delete node d", view.Message, StringComparison.Ordinal);
        Assert.Contains("the operator does it", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_to_a_node_that_does_not_report_no_more_than_one_other_is_without_a_pod()
    {
        PodView[] pods = [New("a") with { Ready = false }, Old("b"), Old("c"), Old("d") with { Ready = false }];
        Assert.Empty(Read(Workload() with { Updated = 1, Ready = 2, Available = 2 }, pods, silent: "d").Restarts);
        pods[0] = New("a");
        Assert.Equal(
            "b",
            Assert.Single(Read(Workload() with { Updated = 1, Ready = 3, Available = 3 }, pods, silent: "d").Restarts).Pod.Node
        );
    }

    [Fact]
    public void Where_the_newest_template_failed_before_the_node_went_silent_the_operator_goes_no_further()
    {
        var failed = New("d") with { Ready = false, Containers = [new ContainerView("c", null, null, 1, "Error", "", true, 3)] };
        PodView[] pods = [Old("a"), Old("b"), Old("c"), failed];
        var rolling = Workload() with { Updated = 1, Ready = 3, Available = 3 };
        var view = Read(rolling, pods, silent: "d");
        Assert.Empty(view.Restarts);
        Assert.Contains("had failed before the node fell silent: no further one is replaced", view.Message, StringComparison.Ordinal);
        pods[3] = failed with { Containers = [] };
        Assert.Equal("a", Assert.Single(Read(rolling, pods, silent: "d").Restarts).Pod.Node);
    }

    [Fact]
    public void A_node_that_is_gone_holds_it_no_more_than_one_that_is_silent()
    {
        PodView[] pods = [Old("a"), Old("b"), Old("c"), Old("d"), Old("e") with { Ready = false, DeletedAt = Later(1) }];
        var view = Read(Workload() with { Updated = 0 }, pods);
        Assert.Equal("a", Assert.Single(view.Restarts).Pod.Node);
        Assert.Contains("the pod of e, a node that was deleted, is still there", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_controller_has_room_or_counts_otherwise_the_operator_does_nothing()
    {
        PodView[] pods = [Old("a"), Old("b"), Old("c"), Old("d") with { Ready = false }];
        var held = Workload() with { Updated = 0, Ready = 3, Available = 3 };
        Assert.Empty(Read(held with { MaxUnavailable = "2" }, pods, silent: "d").Restarts);
        Assert.Empty(Read(held with { Updated = 2 }, pods, silent: "d").Restarts);
        Assert.Empty(Read(held with { TemplateGeneration = null }, pods, silent: "d").Restarts);
        Assert.Empty(Read(held, pods).Restarts);
    }

    [Fact]
    public void A_pod_that_lost_its_readiness_is_named_at_once_with_the_probes_words()
    {
        PodView[] pods =
        [
            .. Nodes[1..].Select(Pod),
            Pod("a") with
            {
                Uid = "u-a",
                Ready = false,
                StartedAt = Start,
                ReadyChangedAt = Later(5),
            },
        ];
        var knowledge = new RolloutKnowledge
        {
            ProbeWords = new Dictionary<string, string> { ["u-a"] = "Readiness probe failed: felix is not ready: HTTP 503" },
        };
        var view = RolloutReader.Read(
            [Workload() with { Ready = 3, Available = 3 }],
            pods,
            [.. Nodes.Select(n => Node(n))],
            TimeSpan.FromMinutes(10),
            Later(5),
            knowledge
        );
        var problem = Assert.Single(view.Status.Problems);
        Assert.Equal(("a", "NotReady", "PodsFailing"), (problem.Node, problem.Reason, view.Reason));
        Assert.EndsWith("Readiness probe failed: felix is not ready: HTTP 503", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_lag_behind_the_pods_contradict_nothing()
    {
        PodView[] pods = [.. Nodes[1..].Select(Pod), Pod("a") with { Ready = false, StartedAt = Start, ReadyChangedAt = Start }];
        var view = Read(Workload(), pods, now: Start);
        Assert.Equal(("Progressing", "3 of 4 dataplane pods are ready, 4 are up to date; it waits for a"), (view.Reason, view.Message));
    }

    [Fact]
    public void Only_when_every_nodes_pod_is_new_and_ready_it_runs_everywhere()
    {
        PodView[] pods = [.. Nodes.Select(Pod)];
        Assert.True(Read(Workload(), pods).Everywhere);
        Assert.False(Read(Workload() with { Updated = 3 }, pods).Everywhere);
        var silent = Read(
            Workload() with
            {
                Ready = 3,
                Available = 3,
            },
            [.. Nodes[..3].Select(Pod), Pod("d") with { Ready = false }],
            silent: "d"
        );
        Assert.Equal((true, false), (silent.Available, silent.Everywhere));
    }

    [Fact]
    public void A_new_pod_that_fails_and_old_ones_that_are_ready_make_no_node_that_runs_the_newest()
    {
        var rolling = Workload() with { Updated = 1, Ready = 3, Available = 3 };
        Assert.Equal(0, Read(rolling, [New("a") with { Ready = false }, Old("b"), Old("c"), Old("d")]).Newest);
        Assert.Equal(1, Read(rolling, [New("a"), Old("b") with { Ready = false }, Old("c"), Old("d")]).Newest);
        Assert.Equal(0, Read(Workload() with { Observed = false }, [.. Nodes.Select(Old)]).Newest);
        Assert.Equal(4, Read(Workload(), [.. Nodes.Select(Old)]).Newest);
        Assert.Equal(0, Read(Workload(), [.. Nodes.Select(New)], Later(1)).Newest);
    }

    private static DateTimeOffset Later(int minutes) => Start + TimeSpan.FromMinutes(minutes);

    private static RolloutView Read(
        WorkloadView workload,
        PodView[] pods,
        DateTimeOffset? recreated = null,
        AccountHistory? history = null,
        DateTimeOffset? now = null,
        string silent = ""
    )
    {
        var live = new Dictionary<ObjectKey, JsonObject>();
        if (recreated is { } time)
            live[Account] = Live.Json($$$"""{"metadata":{"creationTimestamp":"{{{time:yyyy-MM-ddTHH:mm:ssZ}}}"}}""");
        var present = now ?? Later(3);
        var knowledge = new RolloutKnowledge { Accounts = new BoundAccounts(live, history ?? AccountHistory.Empty, present) };
        return RolloutReader.Read(
            [workload],
            pods,
            [.. Nodes.Select(n => Node(n, n == silent ? "Unknown" : "True"))],
            TimeSpan.FromHours(48),
            present,
            knowledge
        );
    }

    private static WorkloadView Workload() =>
        new(new ObjectKey("apps/v1", "DaemonSet", "n", "ds"), "u", true, true, 4, 4, 4, 4, Start, new Dictionary<string, string>())
        {
            Accounts = [Account],
            TemplateGeneration = "2",
        };

    private static JsonObject Manifest(string pod) =>
        Live.Json($$$"""{"metadata":{"namespace":"n","name":"ds"},"spec":{"template":{"spec":{{{pod}}} } } }""");

    private static NodeView Node(string name, string ready = "True") => new(name, false, ready, true, Start);

    private static PodView Pod(string node) =>
        new()
        {
            Namespace = "n",
            Name = "ds-" + node,
            Uid = "uid-" + node,
            OwnerUid = "u",
            Node = node,
            Phase = "Running",
            CreatedAt = Start,
            Ready = true,
            ReadyChangedAt = Start,
        };

    private static PodView Old(string node) => Pod(node) with { Labels = Generation("1") };

    private static PodView New(string node) => Pod(node) with { Labels = Generation("2") };

    private static Dictionary<string, string> Generation(string number) => new() { ["pod-template-generation"] = number };
}
