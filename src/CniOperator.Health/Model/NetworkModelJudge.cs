using CniOperator.Health.Verdicts;
using CniOperator.Health.Verdicts.Observing;

namespace CniOperator.Health.Model;

/// <summary>The Kubernetes network model, clause by clause, by what probes and facts show.</summary>
public static class NetworkModelJudge
{
    /// <summary>One result for each <see cref="NetworkClause"/>, in their order.</summary>
    /// <param name="facts">What was judged.</param>
    /// <param name="judgement">Its judgement.</param>
    public static IReadOnlyList<ClauseResult> Judge(HealthFacts facts, HealthJudgement judgement)
    {
        var totals = judgement.Totals;
        return
        [
            Unique(facts, totals),
            SameNode(facts, totals),
            OtherNodes(facts, judgement),
            NoTranslation(facts, totals),
            Area(NetworkClause.KubeletToPods, judgement[HealthArea.KubeletToPod]),
            Area(NetworkClause.Services, judgement[HealthArea.Service]),
            Policies(facts, totals),
            facts.Expected.Masquerades
                ? new(NetworkClause.Egress, Proof.Unknown, "no probe leaves the cluster, so no one sees its source address")
                : new(NetworkClause.Egress, Proof.NotApplicable, "this network does not translate what leaves the cluster"),
            new(NetworkClause.Ingress, Proof.NotApplicable, "ingress controllers bring it; it is outside a pod network"),
        ];
    }

    private static ClauseResult Unique(HealthFacts facts, in Totals totals)
    {
        var (owners, count) = (new Dictionary<string, string>(StringComparer.Ordinal), 0);
        foreach (var node in facts.Nodes)
        {
            foreach (var address in node.Canary?.Addresses ?? [])
            {
                count++;
                if (!owners.TryAdd(address, node.Name))
                    return Of(Proof.Fail, $"{address} is the address of a canary on {owners[address]} and of one on {node.Name}");
            }
        }

        if (totals.WrongNode > 0)
            return Of(Proof.Fail, $"on {totals.WrongNode} of {totals.Edges} edges another node answers than the one that was asked");
        var answered = totals.Edges - totals.Failed;
        if (answered > 0)
            return Of(Proof.Pass, $"{count} addresses of canaries differ; on {answered} edges the node that was asked answers");
        return facts.Nodes.Count == 1 && count > 0
            ? Of(Proof.Pass, $"{count} addresses of canaries differ")
            : Of(Proof.Unknown, "no probe was answered");

        static ClauseResult Of(Proof proof, string evidence) => new(NetworkClause.UniquePodAddresses, proof, evidence);
    }

    private static ClauseResult SameNode(HealthFacts facts, in Totals totals)
    {
        var (proof, evidence) = (totals.SameNode, totals.SameNodeFailed) switch
        {
            (0, _) => (Proof.Unknown, "no agent has said whether it reaches the second pod of its node"),
            (_, 0) => (Proof.Pass, $"on {totals.SameNode} nodes one pod reaches another"),
            _ when facts.Policies.Count > 0 => (Proof.Unknown, $"a NetworkPolicy selects the canaries: {facts.Policies[0]}"),
            _ => (Proof.Fail, $"on {totals.SameNodeFailed} of {totals.SameNode} nodes one pod does not reach another"),
        };
        return new ClauseResult(NetworkClause.PodsOfOneNode, proof, evidence);
    }

    private static ClauseResult OtherNodes(HealthFacts facts, HealthJudgement judgement)
    {
        const NetworkClause Clause = NetworkClause.PodsOfOtherNodes;
        if (facts.Nodes.Count == 1)
            return new ClauseResult(Clause, Proof.NotApplicable, "the cluster has one node");
        var area = judgement[HealthArea.PodToPod];
        if (area.Proof != Proof.Fail)
            return Area(Clause, area);
        // The area fails for what happens inside a node too.
        foreach (var verdict in judgement.Verdicts)
        {
            if (verdict is { Alarm: true, Area: HealthArea.PodToPod, Class: not FaultClass.SameNodeBroken })
                return Area(Clause, area);
        }

        return new ClauseResult(Clause, Proof.Pass, $"{judgement.Totals.Edges - judgement.Totals.Failed} edges between nodes work");
    }

    private static ClauseResult NoTranslation(HealthFacts facts, in Totals totals)
    {
        const NetworkClause Clause = NetworkClause.NoTranslation;
        if (totals.Translated > 0)
            return new ClauseResult(
                Clause,
                Proof.Fail,
                $"on {totals.Translated} of {totals.Edges} edges the receiver sees another source address"
            );
        if (totals.Edges > totals.Failed)
            return new ClauseResult(
                Clause,
                Proof.Pass,
                $"on {totals.Edges - totals.Failed} edges the receiver sees the sender's own address"
            );
        return facts.Nodes.Count == 1
            ? new ClauseResult(Clause, Proof.NotApplicable, "the cluster has one node")
            : new ClauseResult(Clause, Proof.Unknown, "no probe was answered");
    }

    private static ClauseResult Policies(HealthFacts facts, in Totals totals)
    {
        var (proof, evidence) = totals switch
        {
            _ when !facts.Expected.PolicyEnforced => (Proof.NotApplicable, "this network does not say that it enforces NetworkPolicies"),
            { PolicyDeniedFailed: > 0 } => (
                Proof.Fail,
                $"on {totals.PolicyDeniedFailed} of {totals.PolicyDenied} nodes denied traffic passes"
            ),
            { PolicyAllowedFailed: > 0 } => (
                Proof.Fail,
                $"on {totals.PolicyAllowedFailed} of {totals.PolicyAllowed} nodes allowed traffic does not pass"
            ),
            // Denied traffic that does not arrive proves nothing where allowed traffic does not either.
            { PolicyDenied: > 0, PolicyAllowed: > 0 } => (
                Proof.Pass,
                $"on {totals.PolicyDenied} nodes denied traffic is kept out and allowed traffic passes"
            ),
            _ => (Proof.Unknown, "no agent has tried allowed and denied traffic"),
        };
        return new ClauseResult(NetworkClause.NetworkPolicies, proof, evidence);
    }

    private static ClauseResult Area(NetworkClause clause, AreaResult area) => new(clause, area.Proof, area.Message);
}
