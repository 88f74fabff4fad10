using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>A rule about each node's <c>spec.podCIDRs</c>, asked where pods get their addresses from them; one finding a node and family.</summary>
internal abstract class NodeRule(string id, Severity severity) : PlanRule(id, severity)
{
    internal sealed override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes) return;
        var pods = new[] { plan.Pod(IpFamily.IPv4), plan.Pod(IpFamily.IPv6) };
        foreach (var node in plan.Nodes.Entries) Check(plan, node, pods[0], pods[1], findings);
    }

    protected abstract void Check(PlanContext plan, NodeEntry node, IpNetwork? pods4, IpNetwork? pods6, RuleFindings findings);

    // A Node's podCIDRs cannot be changed: "node updates may not change podCIDR except from \"\" to valid".
    protected const string Recreate = "podCIDRs cannot be changed once set: drain the Node, delete it (kubectl delete node) and let its kubelet register again";
}
