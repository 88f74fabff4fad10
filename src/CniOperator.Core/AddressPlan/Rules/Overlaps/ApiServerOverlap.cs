using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>The API server's address is none that a pod could get.</summary>
internal sealed class ApiServerOverlap() : PlanRule("addresses/api-server", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var (server, pods) in ServersIn(plan, plan.PodSide))
            findings.Add(
                pods.Source,
                $"The pods' {pods.Network} contains {server.Address} of {server.Source}: nodes and pods could lose the API server.",
                $"Take a network apart from it{Apart.Instead(plan, pods.Network)}"
            );
    }

    /// <summary>Every address of the API server in one of the networks; by network.</summary>
    internal static IEnumerable<(SourcedAddress Server, SourcedNetwork In)> ServersIn(
        PlanContext plan,
        IEnumerable<SourcedNetwork> networks
    ) => networks.SelectMany(n => plan.Input.Cluster.ApiServers.Where(s => n.Network.Contains(s.Address)).Select(s => (s, n)));
}
