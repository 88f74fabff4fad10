using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Rules.Pools;
using CniOperator.Core.AddressPlan.Rules.Shares;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Adds the problems of nodes that are not their pods': the node says that it has no network, is not ready, or has no share.
/// </summary>
internal static class NodeProblems
{
    private static readonly HashSet<Rule> WithoutShare =
    [
        PlanRules.Of<NodeWithoutCidr>(),
        PlanRules.Of<NodeUnreadable>(),
        PlanRules.Of<NodeFamily>(),
        PlanRules.Of<NodeOutside>(),
        PlanRules.Of<NodeWithoutPool>(),
    ];

    /// <summary>The rollout's status with them; of a node that has a problem already no second one is told.</summary>
    internal static RolloutStatus Add(RolloutStatus status, Situation s, UnservedNodes unserved)
    {
        var written = s.Desired.DefaultNetwork!.Rendering.Cni;
        var known = status.Problems.Select(p => p.Node).ToHashSet(StringComparer.Ordinal);
        var added = unserved
            .Lacking.Select(n => UnservedWords.Problem(n, written))
            .Concat(Shareless(s))
            .Concat(Ill(s.Facts.Nodes))
            .Where(p => known.Add(p.Node))
            .ToList();
        if (added.Count == 0)
            return status;
        return status with
        {
            Problems =
            [
                .. status.Problems.Concat(added).OrderBy(p => p.Node, StringComparer.Ordinal).ThenBy(p => p.Pod, StringComparer.Ordinal),
            ],
            FailedNodes = status.FailedNodes + added.Count(p => p.Reason == ProblemReasons.NodeNotServed),
        };
    }

    private static IEnumerable<RolloutProblem> Shareless(Situation s)
    {
        foreach (var finding in s.Desired.AddressPlan?.Findings ?? [])
            if (finding is { Blocks: true, Subject: NodeSubject node } && WithoutShare.Contains(finding.Rule))
                yield return new RolloutProblem(node.Name, "", ProblemReasons.NodeWithoutShare, finding.Message);
    }

    private static IEnumerable<RolloutProblem> Ill(IEnumerable<NodeView> nodes) =>
        nodes
            .Where(n => n.IsIll && !n.Unschedulable)
            .Select(n => new RolloutProblem(
                n.Name,
                "",
                ProblemReasons.NodeNotReady,
                $"the node is not ready, and not for want of a network: {n.Words}; it does not count"
            ));
}
