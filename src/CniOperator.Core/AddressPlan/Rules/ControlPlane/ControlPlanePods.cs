using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Rules.ControlPlane;

/// <summary>
/// The control plane and the spec mean the same pod network: kube-controller-manager cuts Nodes' podCIDRs out of its own, kube-proxy knows
/// outsiders by it.
/// </summary>
internal sealed class ControlPlanePods() : PlanRule("addresses/control-plane-pods", Severity.Warning)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var part in plan.Input.Cluster.ControlPlane)
            if (
                Difference(PlanFields.PodCidrs, plan.Pods, plan.Spec.PodNetwork.Cidrs.Count, part.Source, part.PodCidrs, "pod network") is
                { } message
            )
                findings.Add(
                    PlanFields.PodCidrs,
                    message,
                    $"Make both alike: {string.Join(',', part.PodCidrs)} in the spec, or "
                        + $"{string.Join(',', plan.Pods.Select(p => p.Network))} there (--cluster-cidr, kubeadm's "
                        + "networking.podSubnet)"
                );
    }

    /// <summary>How two lists of networks differ, naming both sides; <c>null</c> when they are alike or one says nothing.</summary>
    internal static string? Difference(
        FieldSubject field,
        IReadOnlyList<SourcedNetwork> stated,
        int count,
        ObjectKey source,
        IReadOnlyList<string> theirs,
        string what
    )
    {
        // Where our own cannot be read another rule has said so.
        if (theirs.Count == 0 || stated.Count == 0 || stated.Count < count)
            return null;
        foreach (var text in theirs)
            if (CidrText.Read(text).Problem is { } problem)
                return $"{source} says that the {what} is {string.Join(",", theirs)}, of which \"{text}\" {problem.What}; {field} says {PlanWords.List(stated.Select(s => s.Network))}.";
        var networks = PlanContext.Networks(theirs);
        return stated.Select(s => s.Network).ToHashSet().SetEquals(networks)
            ? null
            : $"{source} says that the {what} is {PlanWords.List(networks)}; {field} says {PlanWords.List(stated.Select(s => s.Network))}.";
    }
}
