using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Connectivity;
using CniOperator.Core.Connectivity;

namespace CniOperator.Operator.Tests.Loop;

public sealed class HealthAgentTests
{
    [Fact]
    public async Task Agents_of_an_embedded_cluster_prove_that_pods_reach_each_other()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Reports = new ReportLink(new AgentSettings("example.test/agent:1", [], ["172.18.255.250:8476"]));
        await using var wire = new ClusterWire(lab.Cluster, lab.Reports, lab.State.Clock);
        lab.Run();
        lab.Create(
            spec: """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"health":{"enabled":true,"intervalSeconds":1}}"""
        );
        await lab.UntilAsync(() => wire.Count == 9, "three agents on each of three nodes run");
        await lab.UntilAsync(() => lab.Condition("PodToPod") == "True", "pods reach pods, by proof");
        await lab.UntilAsync(() => lab.Condition("KubeletToPod") == "True", "kubelets reach pods, by proof");
    }
}
