using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>
/// On nodes whose runtime is Docker no pod has an address of docker0's network, unless Docker was told another (<c>bip</c>).
/// </summary>
internal sealed class DockerBridge() : PlanRule("addresses/docker-bridge", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        // An addon that refuses to start over it is an error, and another rule's.
        if (plan.Input.Addon is { RefusesHostRoutes: true } || DockerNodes(plan) is not { Count: > 0 } nodes)
            return;
        foreach (var pods in plan.PodSide)
            if (pods.Network.Overlaps(KnownDefaults.DockerBridge))
                findings.Add(
                    pods.Source,
                    $"{pods.Network} overlaps {KnownDefaults.DockerBridge}, the network of Docker's bridge on "
                        + $"{PlanWords.Nodes(nodes)}: those reach no pod whose address the bridge takes for its own.",
                    $"Take another pod network{Apart.Instead(plan, pods.Network)}, or set bip in those nodes' /etc/docker/daemon.json"
                );
    }

    internal static List<string> DockerNodes(PlanContext plan)
    {
        var names = new List<string>();
        foreach (var node in plan.Nodes.Entries)
            if (node.Node.RunsDocker)
                names.Add(node.Name);
        return names;
    }
}
