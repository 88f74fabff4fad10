using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>Pods and Services share no address: kube-proxy would take packets for a pod and send them to a Service's endpoints.</summary>
internal abstract class ServiceOverlap(string id) : PlanRule(id, Severity.Error)
{
    protected static void Check(PlanContext plan, IEnumerable<SourcedNetwork> services, RuleFindings findings)
    {
        foreach (var pods in plan.PodSide)
        {
            foreach (var service in services)
            {
                if (!pods.Network.Overlaps(service.Network))
                    continue;
                findings.Add(
                    pods.Source,
                    $"Pods' {pods.Network} and Services' {service.Network} ({service.Source}) overlap: a pod could get the "
                        + "address of a Service, and kube-proxy would take its packets.",
                    $"Move one of them{Apart.Instead(plan, pods.Network)}"
                );
            }
        }
    }
}
