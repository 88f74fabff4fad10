using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>The API server's address is none that a pod could get.</summary>
internal sealed class ApiServerOverlap() : PlanRule("addresses/api-server", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var pods in plan.PodSide)
        {
            foreach (var server in plan.Input.Cluster.ApiServers)
            {
                if (!pods.Network.Contains(server.Address)) continue;
                findings.Add(
                    pods.Source, $"The pods' {pods.Network} contains {server.Address} of {server.Source}: nodes and pods could lose the API server.",
                    $"Take a network apart from it{Apart.Instead(plan, pods.Network)}");
            }
        }
    }
}
