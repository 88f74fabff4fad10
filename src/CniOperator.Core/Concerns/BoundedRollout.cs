using CniOperator.Core.Api;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns;

/// <summary>Keeps the rollout's part of the status small.</summary>
internal static class BoundedRollout
{
    /// <summary>
    /// The status with the first problems. Logs get what the entries leave of the list's room, each log once, for the first pod that has
    /// it.
    /// </summary>
    internal static RolloutStatus Of(RolloutStatus status)
    {
        var (problems, omitted) = Bounded.List(
            status.Problems,
            p => p with { Message = Bounded.Text(p.Message, Bounded.EntryText) },
            p => [p.Node, p.Pod, p.Reason, p.Message]
        );
        return status with { Problems = WithLogs(problems), ProblemsOmitted = omitted };
    }

    private static IReadOnlyList<RolloutProblem> WithLogs(IReadOnlyList<RolloutProblem> problems)
    {
        const int FieldNames = 90;
        if (problems.All(p => p.Log is null))
            return problems;
        var room = Bounded.ListBytes - problems.Sum(p => FieldNames + Bounded.Size([p.Node, p.Pod, p.Reason, p.Message]));
        var told = new HashSet<string>(StringComparer.Ordinal);
        return [.. problems.Select(p => p with { Log = Log(p.Log) })];

        string? Log(string? log)
        {
            if (log is null || told.Contains(log) || Bounded.Lines(log) is var (text, size) && FieldNames + size > room)
                return null;
            told.Add(log);
            room -= FieldNames + size;
            return text;
        }
    }
}
