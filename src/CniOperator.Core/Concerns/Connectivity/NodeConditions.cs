using CniOperator.Core.Judgements;
using CniOperator.Core.Rollout;
using CniOperator.Health;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Connectivity;

/// <summary>
/// The condition <c>NetworkHealthy</c> of nodes, for what acts on nodes (remedies, dashboards, <c>kubectl describe node</c>). It is written
/// when a verdict on the node comes and when it is over, and never just to say that all is well: nodes are many.
/// </summary>
internal static class NodeConditions
{
    // A fault of more nodes than that is not one of nodes, and status has it.
    private const int Most = 10;

    internal static IReadOnlyList<Step> Steps(Situation s)
    {
        if (s.Facts.Network.Paused || s.Facts.Agents is null)
            return [];
        if (!s.Desired.WantsAgents)
            return Due(s, s.Facts.Nodes.Where(n => n.NetworkHealthy is not null).Select(n => Step(n, null)));
        return s.Facts.Connectivity is { } known ? Due(s, Changed(s, known.Judgement)) : [];
    }

    private static IEnumerable<NodeConditionStep> Changed(Situation s, HealthJudgement judgement)
    {
        var faults = judgement
            .Verdicts.Where(v => v is { Alarm: true, Scope: VerdictScope.Node })
            .DistinctBy(v => v.Subject.Node)
            .ToDictionary(v => v.Subject.Node);
        if (faults.Count > Most || (faults.Count == 0 && s.Facts.Nodes.All(n => n.NetworkHealthy != "False")))
            yield break;
        var well = judgement.Nodes.Where(n => n.State == NodeState.Healthy).Select(n => n.Node).ToHashSet();
        foreach (var node in s.Facts.Nodes)
        {
            var id = NodeId.Of(node.Uid);
            if (faults.GetValueOrDefault(id) is { } fault && node.NetworkHealthy != "False")
                yield return Step(
                    node,
                    new NodeConditionState(
                        "False",
                        fault.Class.ToString(),
                        Bounded.Text($"{fault.Title} ({fault.Evidence}). To do: {fault.Hint}", Bounded.ConditionMessage),
                        fault.Since
                    )
                );
            else if (node.NetworkHealthy == "False" && !faults.ContainsKey(id) && well.Contains(id))
                yield return Step(node, new NodeConditionState("True", "Restored", "its pods are reached again", s.Facts.Now));
        }
    }

    private static NodeConditionStep Step(NodeView node, NodeConditionState? state) =>
        new(new ObjectKey("v1", "Node", null, node.Name), node.Uid, state);

    // The cache may not show yet what was written, and what was refused waits.
    private static List<NodeConditionStep> Due(Situation s, IEnumerable<NodeConditionStep> steps) =>
        [
            .. steps
                .Where(step =>
                    s.Facts.Memory.Hashes.GetValueOrDefault(step.Key) != step.Hash
                    && (s.Facts.Memory.Failures.GetValueOrDefault(step.Key) is not { } failure || failure.RetryAt <= s.Facts.Now)
                )
                .Take(Most),
        ];
}
