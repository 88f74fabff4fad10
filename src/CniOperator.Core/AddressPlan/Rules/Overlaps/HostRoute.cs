using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>
/// An addon that refuses to start when the pod network overlaps a route of the host (Weave Net: "Network … overlaps with existing route")
/// meets none: docker0's is the one that can be told from outside, besides the nodes' own addresses.
/// </summary>
internal sealed class HostRoute() : PlanRule("addresses/host-route", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.Input.Addon is not { RefusesHostRoutes: true } addon || DockerBridge.DockerNodes(plan) is not { Count: > 0 } nodes)
            return;
        foreach (var pods in plan.PodSide)
            if (pods.Network.Overlaps(KnownDefaults.DockerBridge))
                findings.Add(
                    pods.Source,
                    $"{pods.Network} overlaps {KnownDefaults.DockerBridge}, to which Docker's bridge has a route on "
                        + $"{PlanWords.Nodes(nodes)}: {addon.Name} refuses to start there.",
                    $"Take another pod network{Apart.Instead(plan, pods.Network)}, or set bip in those nodes' /etc/docker/daemon.json"
                );
    }
}
