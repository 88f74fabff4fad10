using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class BoundTokenTests
{
    private static readonly ResourceName Accounts = new("", "serviceaccounts");
    private static readonly ResourceName Pods = new("", "pods");

    [Fact]
    public async Task Pods_of_an_account_that_was_recreated_are_restarted_one_by_one_and_reach_nodes_that_join()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var before = Uids(lab);
        var wrong = WatchForTooMany(lab);

        lab.State.Delete(Accounts, "kube-flannel", "flannel");
        await lab.UntilAsync(() => lab.Condition("Ready") == "True" && !Uids(lab).Overlaps(before), "all pods are new");
        var joined = lab.Cluster.Nodes.Add();
        await lab.UntilAsync(() => lab.Condition("Ready") == "True" && Ready(lab) == 4, "Ready with the new node");

        Assert.Empty(wrong);
        Assert.All(lab.Cluster.Nodes.Names.Where(n => n != joined), n => Assert.True(lab.Cluster.Nodes.Reach(n, joined), n));
        Assert.Contains(lab.Events("PodsRestarted"), e =>
            e.Contains("ServiceAccount kube-flannel/flannel was recreated", StringComparison.Ordinal)
        );
        Assert.Contains(lab.Events("NotReady"), e => e.StartsWith("PodsOutdated: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daemon_whose_token_is_refused_reaches_no_node_that_joins()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["managementState"] = "Paused");
        await lab.UntilAsync(() => lab.Condition("Ready", "message").Contains("Paused", StringComparison.Ordinal), "paused");

        var account = lab.State.Get(Accounts, "kube-flannel", "flannel")!;
        lab.State.Delete(Accounts, "kube-flannel", "flannel");
        foreach (var field in new[] { "uid", "resourceVersion", "creationTimestamp" })
            account["metadata"]!.AsObject().Remove(field);
        lab.State.Create(Accounts, account, "test");
        await lab.UntilAsync(() => lab.Condition("DataplaneAvailable", "reason") == "PodsOutdated", "the pods' tokens are refused");
        var joined = lab.Cluster.Nodes.Add();
        await lab.UntilAsync(() => Ready(lab) == 4, "a pod on the new node");

        Assert.All(lab.Cluster.Nodes.Names.Where(n => n != joined), n => Assert.False(lab.Cluster.Nodes.Reach(n, joined), n));
        await lab.UntilAsync(
            () =>
                lab.Condition("DataplaneAvailable", "message").Contains("the operator restarts no pod", StringComparison.Ordinal)
                && lab.Condition("Stalled") == "True",
            "said"
        );
        Assert.Empty(lab.Events("PodsRestarted"));
    }

    [Theory]
    [InlineData("calico", "calico-node")]
    [InlineData("canal", "canal")]
    public async Task Where_the_account_of_the_CNI_plugin_was_recreated_pods_start_again_once_its_file_is_written_again(
        string provider,
        string set
    )
    {
        await using var lab = await Lab.StartAsync(options: o => o with { Nodes = 2 });
        lab.Create(spec: $$$"""{"provider":"{{{provider}}}","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();

        lab.State.Delete(Accounts, "kube-system", "calico-cni-plugin");
        await lab.UntilAsync(() => lab.Events("NotReady").Count > 0, "not Ready");
        await lab.ReadyAsync();
        Assert.Contains(lab.Events("PodsRestarted"), e =>
            e.Contains($"kube-system/{set}-", StringComparison.Ordinal)
            && e.Contains("refuses the token that it wrote to its node for the CNI plugin", StringComparison.Ordinal)
        );
        foreach (var node in lab.Cluster.Nodes.Names)
            lab.State.Create(
                Pods,
                Lab.Json(
                    $$$"""
                    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p-{{{node}}}","namespace":"default"},
                     "spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"witness:1"}]}}
                    """
                ),
                "test"
            );
        await lab.UntilAsync(() => lab.State.List(Pods, "default").All(p => p.Text("status", "phase") == "Running"), "pods start");
    }

    private static HashSet<string> Uids(Lab lab) => [.. lab.State.List(Pods, "kube-flannel").Select(p => p.Uid())];

    private static int Ready(Lab lab) => lab.DaemonSet.Number("status", "numberReady") is { } ready ? (int)ready : 0;

    private static bool IsReady(JsonObject pod) =>
        pod.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    // Each time that two of the first three nodes are without a ready pod at once.
    private static List<string> WatchForTooMany(Lab lab)
    {
        var wrong = new List<string>();
        lab.State.Changed += _ =>
        {
            var ready = lab
                .State.List(Pods, "kube-flannel")
                .Where(p => !p.IsDeleting() && IsReady(p))
                .Select(p => p.Text("spec", "nodeName"))
                .Distinct();
            if (ready.Count() < 2)
                lock (wrong)
                    wrong.Add($"{ready.Count()} ready");
        };
        return wrong;
    }
}
