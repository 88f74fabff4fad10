using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Data;
using CniOperator.Core.Concerns.Effects;
using CniOperator.Core.Concerns.Sandboxes;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns;

/// <summary>
/// What was applied and runs works too, as far as the cluster tells: objects have their effect, data is there, pods get their network. Its
/// part in conditions is in <see cref="CareConditions"/>.
/// </summary>
internal static class CareConcern
{
    /// <summary>The judgement on the rollout, with what follows from the care.</summary>
    internal static Judgement AddTo(Judgement rollout, CareView care, Situation s)
    {
        List<Finding> found = [.. care.Losses.Select(DataWatch.Found)];
        return rollout with
        {
            Findings = [.. rollout.Findings, .. found],
            Events =
            [
                .. rollout.Events,
                .. found.Where(f => !IsTold(f, s)).Select(f => new Event(true, EventReasons.DataLost, FindingWords.Of([f]))),
            ],
            // One reason to restart pods at a time: each counts only what is away already.
            Steps =
            [
                .. rollout.Steps,
                .. EffectRepair.Steps(s, care.Missing).Where(step => step is not DeletePodStep || rollout.Steps.Count == 0),
            ],
            Status = status => With(rollout.Status(status), care.Unconnected, s),
            LookAgainAt = care
                .Missing.Select(m => (DateTimeOffset?)m.DueAt)
                .Concat(care.Unconnected.Select(p => (DateTimeOffset?)p.Until))
                .Append(rollout.LookAgainAt)
                .Where(t => t > s.Facts.Now)
                .Min(),
            Settled = rollout.Settled && care.Missing.Count == 0,
            Stuck = rollout.Stuck || care.Losses.Any(l => l.Certain) || care.Missing.Any(m => m.Hopeless),
        };
    }

    // An Event when it begins; the finding stays.
    private static bool IsTold(Finding finding, Situation s) =>
        s
            .Facts.Network.Status.Items("addressPlan", "findings")
            .Any(f => f.Text("rule") == finding.Rule.Id && f.Text("subject") == finding.Subject.ToString());

    private static ClusterNetworkStatus With(ClusterNetworkStatus status, IReadOnlyList<PodWithoutNetwork> unconnected, Situation s)
    {
        if (unconnected.Count == 0 || status.Rollout is not { } rollout)
            return status;
        var (problems, omitted) = Bounded.List(
            [.. rollout.Problems, .. SandboxWords.Problems(unconnected, s.Desired.Addon)],
            p => p with { Message = Bounded.Text(p.Message, Bounded.EntryText) },
            p => [p.Node, p.Pod, p.Reason, p.Message]
        );
        return status with
        {
            Rollout = rollout with
            {
                Problems = problems,
                ProblemsOmitted = (rollout.ProblemsOmitted ?? 0) + (omitted ?? 0) is var all and > 0 ? all : null,
            },
        };
    }
}
