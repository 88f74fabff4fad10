using CniOperator.Core.Connectivity;
using CniOperator.Health;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity;

/// <summary>Of which nodes a Lease would tell more than is known already: those whose kubelet may be gone.</summary>
internal sealed class LeaseQuestions
{
    // Before a limit is reached, so that the answer is there by then.
    private const double Early = 0.7;

    // When more are asked about, it is not their kubelets.
    private const int Most = 100;

    private readonly HashSet<NodeId> _well = [];
    private readonly HashSet<NodeId> _late = [];
    private readonly List<string> _names = [];

    /// <summary>The nodes' names.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>Asks again, after a judgement.</summary>
    /// <param name="facts">What was judged.</param>
    /// <param name="judgement">The judgement.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isYoung">Agents had no time to report yet: that they are silent says nothing.</param>
    internal void Ask(HealthFacts facts, HealthJudgement judgement, HealthPlan plan, bool isYoung)
    {
        _well.Clear();
        _late.Clear();
        _names.Clear();
        foreach (var (report, came) in facts.Reports)
        {
            if (report.Role != AgentRole.Canary)
                continue;
            if (report.Kubelet is { } witness && IsLate(witness, plan.Judging.Kubelet))
                _late.Add(report.Node);
            else if (facts.Now - came < plan.Probing.ReportEvery * 1.5)
                _well.Add(report.Node);
        }

        for (var i = 0; i < facts.Nodes.Count && _names.Count < Most; i++)
        {
            var node = facts.Nodes[i];
            var isSilent = !_well.Contains(node.Id) && (!isYoung || judgement.Nodes[i].State is NodeState.Faulty or NodeState.Suspect);
            if (isSilent || _late.Contains(node.Id) || node.Canary is { Readiness: not CanaryReadiness.Ready })
                _names.Add(node.Name);
        }
    }

    private static bool IsLate(KubeletWitness witness, KubeletLimits limits) =>
        witness.AgeMilliseconds < 0 || witness.AgeMilliseconds > limits.Witness.TotalMilliseconds * Early;
}
