using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>A rule about shares that touch another node's; a finding for each of both nodes.</summary>
internal abstract class NodeConflict(string id) : PlanRule(id, Severity.Error)
{
    internal sealed override void Check(PlanContext plan, RuleFindings findings)
    {
        if (!plan.FromNodes)
            return;
        foreach (var conflict in plan.Conflicts)
            if (Matches(conflict))
                findings.Add(conflict.Node, conflict, (_, c) => Words(c));
    }

    protected abstract bool Matches(ShareConflict conflict);

    protected abstract (string Message, string Fix) Words(ShareConflict conflict);

    protected const string Recreate =
        "Drain one of the two Nodes, delete it (kubectl delete node) and let its kubelet register again: it gets a share of its own";
}
