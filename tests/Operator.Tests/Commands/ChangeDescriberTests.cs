using System.Text.Json.Nodes;
using CniOperator.Commands.Sandbox;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Commands;

public sealed class ChangeDescriberTests
{
    private readonly ChangeDescriber _describer = new(() => TimeSpan.FromSeconds(1.5));

    [Fact]
    public void A_node_is_reported_once_per_change_of_readiness()
    {
        var ready = """{"metadata": {"name": "node-1"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}}""";
        Assert.Equal(["  1.50s  node       node-1 is Ready"], Describe("nodes", StateChangeType.Modified, ready));
        Assert.Empty(Describe("nodes", StateChangeType.Modified, ready));
    }

    [Fact]
    public void A_pod_that_cannot_start_is_reported_with_the_kubelets_reason() =>
        Assert.Equal(
            ["  1.50s  pod        kube-flannel/ds-x on node-2: ImagePullBackOff: no such image"],
            Describe(
                "pods",
                StateChangeType.Modified,
                """
                {"metadata": {"name": "ds-x", "namespace": "kube-flannel"}, "spec": {"nodeName": "node-2"},
                 "status": {"containerStatuses": [{"state": {"waiting": {"reason": "ImagePullBackOff", "message": "no such image"}}}]}}
                """
            )
        );

    [Fact]
    public void Only_objects_that_the_operator_manages_are_reported()
    {
        Assert.Equal(
            ["  1.50s  applied    DaemonSet kube-flannel/ds"],
            Describe(
                "daemonsets",
                StateChangeType.Added,
                """{"kind": "DaemonSet", "metadata": {"name": "ds", "namespace": "kube-flannel", "labels": {"app.kubernetes.io/managed-by": "cni-operator"}}}"""
            )
        );
        Assert.Empty(Describe("daemonsets", StateChangeType.Added, """{"kind": "DaemonSet", "metadata": {"name": "other"}}"""));
    }

    private List<string> Describe(string plural, StateChangeType type, string json) =>
        [
            .. _describer
                .Describe(new StateChange(new ResourceName("", plural), type, JsonNode.Parse(json)!.AsObject()))
                .Select(s => s.ToString()),
        ];
}
