using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>The API server's address is none that a pod or a Service could get.</summary>
internal sealed class ApiServerOverlap() : PlanRule("addresses/api-server", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var (networks, whose) in new[] { (plan.PodSide, "pods'"), (plan.Services, "Services'") })
        {
            foreach (var network in networks)
            {
                foreach (var server in plan.Input.Cluster.ApiServers)
                {
                    if (!network.Network.Contains(server.Address)) continue;
                    findings.Add(
                        network.Source, $"The {whose} {network.Network} contains {server.Address} of {server.Source}: nodes and pods could lose the API server.",
                        $"Take a network apart from it{(whose == "pods'" ? Apart.Instead(plan, network.Network) : "")}");
                }
            }
        }
    }
}
