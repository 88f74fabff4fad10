using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class DeadNodeTests
{
    private static readonly ResourceName Pods = new("", "pods");

    [Fact]
    public async Task A_node_that_does_not_report_is_named_and_holds_no_rollout()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Cluster.Nodes.Stop("node-3");
        await lab.UntilAsync(() => Problems(lab).Contains("NodeUnreachable on node-3"), "the dead node is named");
        Assert.Contains("node-3 does not count", lab.Condition("Ready", "message"), StringComparison.Ordinal);

        lab.Edit(n => n["spec"]!["podNetwork"]!["mtu"] = 1400);
        await lab.UntilAsync(() => Old(lab) is ["node-3"], "the others run the new settings");
        await lab.UntilAsync(() => lab.Condition("Ready") == "True", "Ready without the dead node");

        Assert.Contains("kubectl delete node node-3", Message(lab), StringComparison.Ordinal);
        Assert.Contains(lab.Events("PodsRestarted"), e => e.Contains("while a node does not report", StringComparison.Ordinal));
        lab.Cluster.Nodes.Start("node-3");
        await lab.UntilAsync(() => Old(lab) is [] && Problems(lab).Count == 0, "the dead node follows when it is back");
    }

    private static List<string> Problems(Lab lab) => [.. Entries(lab).Select(p => $"{p.Text("reason")} on {p.Text("node")}")];

    private static string Message(Lab lab) => Entries(lab).Select(p => p.Text("message")).FirstOrDefault() ?? "";

    private static IEnumerable<System.Text.Json.Nodes.JsonObject> Entries(Lab lab) =>
        lab.State.Get(Lab.Networks, null, "default").Items("status", "rollout", "problems");

    // Nodes whose pod is of the first template.
    private static string[] Old(Lab lab) =>
        [
            .. lab
                .State.List(Pods, "kube-flannel")
                .Where(p => p.Labels().GetValueOrDefault("pod-template-generation") == "1")
                .Select(p => p.Text("spec", "nodeName") ?? "")
                .Order(StringComparer.Ordinal),
        ];
}
