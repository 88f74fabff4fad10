using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns;

/// <summary>Adds to what a dataplane said before it ended what its addon knows to do about it.</summary>
internal static class Remedies
{
    // A problem's text has room for both.
    private const int MostOfWords = 150;

    /// <summary>The rollout, with fixes in its problems and where its message repeats them.</summary>
    internal static RolloutView AddTo(RolloutView rollout, Addon? addon)
    {
        if (addon is not { Remedies.Count: > 0 } || rollout.Status.Problems.Count == 0)
            return rollout;
        var problems = rollout.Status.Problems.Select(p => p with { Message = AddTo(p.Message, addon) }).ToList();
        var message = rollout.Status.Problems.Zip(problems).Aggregate(rollout.Message, (words, p) => Replaced(words, p.First, p.Second));
        return rollout with { Status = rollout.Status with { Problems = problems }, Message = message };
    }

    private static string Replaced(string words, RolloutProblem before, RolloutProblem after) =>
        before.Message == after.Message || words.Contains(after.Message, StringComparison.Ordinal)
            ? words
            : words.Replace(before.Message, after.Message, StringComparison.Ordinal);

    /// <summary>The words, with the fix of the first remedy that knows them.</summary>
    internal static string AddTo(string words, Addon? addon)
    {
        var fix = addon?.Remedies.FirstOrDefault(r => words.Contains(r.Says, StringComparison.OrdinalIgnoreCase))?.Fix;
        return fix is null ? words : $"{(words.Length > MostOfWords ? words[..MostOfWords] + "…" : words.TrimEnd('.'))}. {fix}";
    }
}
