using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>
/// A rule about each node's <c>spec.podCIDRs</c>, asked where pods get their addresses from them; one finding a node and family.
/// </summary>
internal abstract class NodeRule(string id, Severity severity) : PlanRule(id, severity)
{
    // A Node's podCIDRs cannot be changed: "node updates may not change podCIDR except from \"\" to valid".
    protected const string Recreate =
        "podCIDRs cannot be changed once set: drain the Node, delete it (kubectl delete node) and let its kubelet register again";

    internal sealed override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes)
            return;
        var (pods4, pods6) = (plan.Pod(IpFamily.IPv4), plan.Pod(IpFamily.IPv6));
        foreach (var node in plan.Suspects)
            Check(plan, node, pods4, pods6, findings);
    }

    protected abstract void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings);
}
