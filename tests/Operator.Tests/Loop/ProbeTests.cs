using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class ProbeTests
{
    [Fact]
    public async Task A_pod_that_is_ready_no_longer_is_named_at_once_with_its_node_and_the_kubelets_words()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        // Kubernetes' times have whole seconds: a loss within the second of the start cannot be told from the start.
        await lab.UntilAsync(() => lab.State.Clock.GetUtcNow() - Started(lab) > TimeSpan.FromSeconds(1), "the pods have run for a second");

        using (
            lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.NeverReady) { Node = "node-2", Message = "felix is not ready: HTTP 503" })
        )
        {
            await lab.UntilAsync(() => Problem(lab).Contains("HTTP 503", StringComparison.Ordinal), "the pod is named");
            Assert.StartsWith("node-2 NotReady ", Problem(lab), StringComparison.Ordinal);
            Assert.Contains(
                "Readiness probe failed: felix is not ready: HTTP 503",
                lab.Condition("Ready", "message"),
                StringComparison.Ordinal
            );
        }

        await lab.ReadyAsync();
        Assert.Equal("", Problem(lab));
    }

    private static DateTimeOffset? Started(Lab lab) =>
        lab.State.List(new ResourceName("", "pods"), "kube-flannel").Select(p => p.Time("status", "startTime")).Max();

    private static string Problem(Lab lab) =>
        string.Join(
            ';',
            lab.State.Get(Lab.Networks, null, "default")
                .Items("status", "rollout", "problems")
                .Select(p => $"{p.Text("node")} {p.Text("reason")} {p.Text("message")}")
        );
}
