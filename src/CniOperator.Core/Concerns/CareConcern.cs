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
    internal static Judgement Judge(Situation s)
    {
        var missing = EffectReader.Missing(s);
        var losses = DataWatch.Losses(s);
        var unconnected = SandboxReader.Failing(s);
        return new Judgement
        {
            Findings = [.. losses.Select(DataWatch.Found)],
            Events =
            [
                .. losses
                    .Select(DataWatch.Found)
                    .Where(f => !IsTold(f, s))
                    .Select(f => new Event(true, EventReasons.DataLost, FindingWords.Of([f]))),
            ],
            Steps = EffectRepair.Steps(s, missing),
            Status = status => unconnected.Count == 0 ? status : status with { Rollout = With(status.Rollout, unconnected, s) },
            LookAgainAt = missing
                .Select(m => (DateTimeOffset?)m.DueAt)
                .Concat(unconnected.Select(p => (DateTimeOffset?)p.Until))
                .Where(t => t > s.Facts.Now)
                .Min(),
            Settled = missing.Count == 0,
            Stuck = losses.Any(l => l.Certain) || missing.Any(m => m.Hopeless),
        };
    }

    // An Event when it begins; the finding stays.
    private static bool IsTold(Finding finding, Situation s) =>
        s
            .Facts.Network.Status.Items("addressPlan", "findings")
            .Any(f => f.Text("rule") == finding.Rule.Id && f.Text("subject") == finding.Subject.ToString());

    private static RolloutStatus? With(RolloutStatus? status, IReadOnlyList<PodWithoutNetwork> unconnected, Situation s)
    {
        if (status is null)
            return null;
        var (problems, omitted) = Bounded.List(
            [.. status.Problems, .. SandboxWords.Problems(unconnected, s.Desired.Addon)],
            p => p with { Message = Bounded.Text(p.Message, Bounded.EntryText) },
            p => [p.Node, p.Pod, p.Reason, p.Message]
        );
        return status with
        {
            Problems = problems,
            ProblemsOmitted = (status.ProblemsOmitted ?? 0) + (omitted ?? 0) is var all and > 0 ? all : null,
        };
    }
}
