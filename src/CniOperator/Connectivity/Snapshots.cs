using CniOperator.Core.Connectivity;
using CniOperator.Health.Model;
using CniOperator.Health.Verdicts;

namespace CniOperator.Connectivity;

/// <summary>When a judgement is published: each time it makes a decision be made, and it may make a status be written.</summary>
internal static class Snapshots
{
    /// <summary>At most so often, however much changes; the first change is told at once.</summary>
    internal static readonly TimeSpan ResultsPause = TimeSpan.FromSeconds(5);

    /// <summary>How often at most numbers are told that changed while the results did not.</summary>
    internal static readonly TimeSpan WordsPause = TimeSpan.FromMinutes(1);

    /// <summary>When a judgement must be published: at once when it is the first, never when it says what was published.</summary>
    internal static DateTimeOffset DueAt(ConnectivityFacts? before, HealthJudgement judgement, IReadOnlyList<ClauseResult> model) =>
        before is null
            ? DateTimeOffset.MinValue
            : Between(before, judgement, model) switch
            {
                SnapshotChange.Results => before.JudgedAt + ResultsPause,
                SnapshotChange.Words => before.JudgedAt + WordsPause,
                _ => DateTimeOffset.MaxValue,
            };

    /// <summary>How much a judgement differs from what was published.</summary>
    internal static SnapshotChange Between(ConnectivityFacts before, HealthJudgement after, IReadOnlyList<ClauseResult> model)
    {
        var old = before.Judgement;
        if (
            !Results(old).SequenceEqual(Results(after))
            || !Same(old.Verdicts, after.Verdicts)
            || (old.Counts.Faulty, old.Counts.Unknown) != (after.Counts.Faulty, after.Counts.Unknown)
            || !before.Model.Select(c => c.Proof).SequenceEqual(model.Select(c => c.Proof))
        )
            return SnapshotChange.Results;
        // While all is well, that nodes came or went is news, and the share of lost probes is not.
        var numbers = (after.Counts.Expected, after.Counts.Reporting, after.Counts.Excused);
        if ((old.Counts.Expected, old.Counts.Reporting, old.Counts.Excused) != numbers)
            return SnapshotChange.Words;
        return IsWell(after) || (Texts(old).SequenceEqual(Texts(after)) && old.Counts == after.Counts)
            ? SnapshotChange.None
            : SnapshotChange.Words;
    }

    private static bool IsWell(HealthJudgement judgement) =>
        judgement.Verdicts.Count == 0 && judgement.Areas.All(a => a.Proof is Proof.Pass or Proof.NotApplicable);

    private static IEnumerable<(Proof, string)> Results(HealthJudgement judgement) => judgement.Areas.Select(a => (a.Proof, a.Reason));

    private static IEnumerable<string> Texts(HealthJudgement judgement) =>
        judgement.Areas.Select(a => a.Message).Concat(judgement.Verdicts.Select(v => v.Evidence.ToString()));

    // Their order may change with their evidence.
    private static bool Same(IReadOnlyList<Verdict> one, IReadOnlyList<Verdict> other) =>
        one.Count == other.Count && (one.Count == 0 || one.Select(Key).ToHashSet().SetEquals(other.Select(Key)));

    private static (VerdictScope, FaultClass, VerdictSubject, bool) Key(Verdict verdict) =>
        (verdict.Scope, verdict.Class, verdict.Subject, verdict.Alarm);
}
