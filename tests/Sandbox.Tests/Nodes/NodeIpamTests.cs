using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class NodeIpamTests
{
    [Fact]
    public async Task A_node_that_gets_no_range_gets_one_when_the_fault_ends()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        var fault = cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "late" });
        cluster.Nodes.Add("late");
        await cluster.RunAsync(2);
        Assert.Empty(PodCidrs(cluster, "late"));

        fault.Dispose();
        await cluster.RunAsync(2);
        Assert.Single(PodCidrs(cluster, "late"));
    }

    [Fact]
    public async Task A_node_that_gets_a_foreign_range_keeps_it()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        using (cluster.Nodes.Inject(new NodeFault(NodeFaultKind.PodCidrs) { Node = "odd", PodCidrs = ["192.168.7.0/24"] }))
        {
            cluster.Nodes.Add("odd");
            await cluster.RunAsync(2);
        }

        await cluster.RunAsync(2);
        Assert.Equal(["192.168.7.0/24"], PodCidrs(cluster, "odd"));
    }

    private static IEnumerable<string> PodCidrs(SimulatedCluster cluster, string node) =>
        cluster.State.Get(Kinds.Nodes, null, node)!.Texts("spec", "podCIDRs");
}
